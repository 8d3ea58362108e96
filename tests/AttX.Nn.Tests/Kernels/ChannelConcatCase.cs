using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>A copy is exact, a product or a sum has 1 rounding. The other branches' channels stay untouched.</summary>
internal sealed unsafe class ChannelConcatCase : KernelCase<ChannelConcat>
{
    private const int Offset = 3;

    protected override int Variants => 4;

    protected override ChannelConcat Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, bool weighted, bool sum) = (size.Columns, size.Rows, size.Variant % 2 == 1, size.Variant > 1);
        int yColumns = columns + Offset + 2;
        PoisonedBuffer x = data.Random(rows * columns), theta = data.Random(rows * columns);
        PoisonedBuffer y = sum ? data.Random(rows * yColumns) : data.Poisoned(rows, yColumns, yColumns);
        double[] Twin(Func<double[], double[]> map)
        {
            double[] result = map(y.ToDoubles());
            ChannelConcatReference.Run<double>(
                map(x.ToDoubles()), weighted ? map(theta.ToDoubles()) : [], result, yColumns, Offset, rows, columns, sum);
            return result;
        }

        double[] expected = Twin(v => v);
        data.Expect("y", y, expected, sum ? Twin(Absolute) : Absolute(expected), weighted || sum ? 1 : 0);
        return new ChannelConcat
        {
            X = x.Pointer,
            Theta = weighted ? theta.Pointer : null,
            Y = y.Pointer + Offset,
            YColumns = yColumns,
            Rows = rows,
            Columns = columns,
            Accumulate = sum,
        };
    }
}

/// <summary>One fused product, or sum: 1 rounding of |dx| + |dy · theta|, and of |dTheta| + |dy · x|.</summary>
internal sealed unsafe class ChannelConcatGradientCase : KernelCase<ChannelConcatGradient>
{
    private const int Offset = 3;

    protected override int Variants => 2;

    protected override ChannelConcatGradient Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, bool weighted) = (size.Columns, size.Rows, size.Variant == 1);
        int yColumns = columns + Offset + 2;
        PoisonedBuffer x = data.Random(rows * columns), theta = data.Random(rows * columns), dy = data.RandomRows(rows, columns + Offset, yColumns);
        PoisonedBuffer dx = data.Random(rows * columns), dTheta = data.Random(rows * columns);
        (double[] Dx, double[] DTheta) Twin(Func<double[], double[]> map)
        {
            (double[] a, double[] b) = (map(dx.ToDoubles()), map(dTheta.ToDoubles()));
            ChannelConcatGradientReference.Run<double>(
                map(x.ToDoubles()), weighted ? map(theta.ToDoubles()) : [], map(dy.ToDoubles()), yColumns, Offset, a, b, rows, columns);
            return (a, b);
        }

        (double[] Dx, double[] DTheta) expected = Twin(v => v), magnitude = Twin(Absolute);
        data.Expect("dx", dx, expected.Dx, magnitude.Dx, 1);
        data.Expect("dTheta", dTheta, expected.DTheta, magnitude.DTheta, weighted ? 1 : 0);
        return new ChannelConcatGradient
        {
            X = x.Pointer,
            Theta = weighted ? theta.Pointer : null,
            Dy = dy.Pointer + Offset,
            YColumns = yColumns,
            Dx = dx.Pointer,
            DTheta = dTheta.Pointer,
            Rows = rows,
            Columns = columns,
        };
    }
}
