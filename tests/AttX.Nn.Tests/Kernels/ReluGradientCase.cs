using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>Exact.</summary>
internal sealed unsafe class ReluGradientCase : KernelCase<ReluGradient>
{
    protected override int[] Rows => [1];

    protected override ReluGradient Arrange(KernelSize size, KernelData data)
    {
        PoisonedBuffer y = data.Rectified(size.Columns), dy = data.Random(size.Columns);
        double[] expected = dy.ToDoubles();
        ReluGradientReference.Run<double>(y.ToDoubles(), expected);
        data.Expect("dy", dy, expected, expected, 0);
        return new ReluGradient { Y = y.Pointer, Dy = dy.Pointer };
    }
}
