using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>6 roundings (the exponential counts as two) of y. Ordinary arguments, and such that the exponential overflows.</summary>
internal sealed unsafe class SigmoidCase : KernelCase<Sigmoid>
{
    protected override int[] Rows => [1];

    protected override int Variants => 2;

    protected override Sigmoid Arrange(KernelSize size, KernelData data)
    {
        int scale = size.Variant == 1 ? 200 : 8;
        PoisonedBuffer x = data.Random(size.Columns, -scale, scale), y = data.Poisoned(size.Columns);
        double[] expected = new double[size.Columns];
        SigmoidReference.Run<double>(x.ToDoubles(), expected);
        data.Expect("y", y, expected, expected, 6);
        return new Sigmoid { X = x.Pointer, Y = y.Pointer };
    }
}
