using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>One fused product: 1 rounding of |x · scale| + |shift|. With and without a ReLU.</summary>
internal sealed unsafe class ChannelAffineCase : KernelCase<ChannelAffine>
{
    protected override int Variants => 2;

    protected override ChannelAffine Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, bool relu) = (size.Columns, size.Rows, size.Variant == 1);
        PoisonedBuffer x = data.Random(rows * columns), y = data.Poisoned(rows * columns);
        PoisonedBuffer scale = data.Random(columns), shift = data.Random(columns);
        double[] expected = new double[rows * columns], magnitude = new double[rows * columns];
        ChannelAffineReference.Run<double>(x.ToDoubles(), expected, rows, columns, scale.ToDoubles(), shift.ToDoubles(), relu);
        ChannelAffineReference.Run<double>(
            Absolute(x.ToDoubles()), magnitude, rows, columns, Absolute(scale.ToDoubles()), Absolute(shift.ToDoubles()), false);
        data.Expect("y", y, expected, magnitude, 1);
        return new ChannelAffine
        {
            X = x.Pointer,
            Y = y.Pointer,
            Rows = rows,
            Columns = columns,
            Scale = scale.Pointer,
            Shift = shift.Pointer,
            Relu = relu,
        };
    }
}
