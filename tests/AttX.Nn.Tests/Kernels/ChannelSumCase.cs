using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>rows roundings of |sum| + Σ|x|.</summary>
internal sealed unsafe class ChannelSumCase : KernelCase<ChannelSum>
{
    protected override ChannelSum Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows) = (size.Columns, size.Rows);
        PoisonedBuffer x = data.Random(rows * columns), sum = data.Random(columns);
        double[] expected = sum.ToDoubles(), magnitude = Absolute(expected);
        ChannelSumReference.Run<double>(x.ToDoubles(), rows, columns, expected);
        ChannelSumReference.Run<double>(Absolute(x.ToDoubles()), rows, columns, magnitude);
        data.Expect("sum", sum, expected, magnitude, rows);
        return new ChannelSum { X = x.Pointer, Rows = rows, Columns = columns, Sum = sum.Pointer };
    }
}
