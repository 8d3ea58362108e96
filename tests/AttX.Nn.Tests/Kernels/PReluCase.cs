using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>A product has 1 rounding, a positive value none.</summary>
internal sealed unsafe class PReluCase : KernelCase<PRelu>
{
    protected override PRelu Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows) = (size.Columns, size.Rows);
        PoisonedBuffer x = data.Random(rows * columns), y = data.Poisoned(rows * columns), slope = data.Random(columns);
        double[] expected = new double[rows * columns];
        PReluReference.Run<double>(x.ToDoubles(), expected, rows, columns, slope.ToDoubles());
        data.Expect("y", y, expected, Absolute(expected), 1);
        return new PRelu { X = x.Pointer, Y = y.Pointer, Rows = rows, Columns = columns, Slope = slope.Pointer };
    }
}

/// <summary>dx as above; dSlope is a sum of as many fused products as there are rows, and one more addition.</summary>
internal sealed unsafe class PReluGradientCase : KernelCase<PReluGradient>
{
    protected override PReluGradient Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows) = (size.Columns, size.Rows);
        PoisonedBuffer x = data.Random(rows * columns), dy = data.Random(rows * columns), dx = data.Poisoned(rows * columns);
        PoisonedBuffer slope = data.Random(columns), dSlope = data.Random(columns);
        double[] expected = new double[rows * columns], sum = dSlope.ToDoubles(), magnitude = Absolute(sum), unread = new double[rows * columns];
        PReluGradientReference.Run<double>(x.ToDoubles(), dy.ToDoubles(), expected, rows, columns, slope.ToDoubles(), sum);
        PReluGradientReference.Run<double>(
            [.. x.ToDoubles().Select(v => -Math.Abs(v))], [.. dy.ToDoubles().Select(v => -Math.Abs(v))], unread, rows, columns, slope.ToDoubles(), magnitude);
        data.Expect("dx", dx, expected, Absolute(expected), 1);
        data.Expect("dSlope", dSlope, sum, magnitude, rows + 1);
        return new PReluGradient
        {
            X = x.Pointer,
            Dy = dy.Pointer,
            Dx = dx.Pointer,
            Rows = rows,
            Columns = columns,
            Slope = slope.Pointer,
            DSlope = dSlope.Pointer,
        };
    }
}
