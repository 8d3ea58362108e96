using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>A sum of rows fused products: as many roundings, each within Σ|x·dy| + |dw|.</summary>
internal sealed unsafe class ConvolutionWeightGradientCase : KernelCase<ConvolutionWeightGradient>
{
    protected override int[] Inner => [0, 1, 7, 8, 9, 31];

    protected override int Variants => 3;

    protected override ConvolutionWeightGradient Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, int inner, int variant) = size;
        int xStride = variant switch { 0 => inner, 1 => inner + 3, _ => (inner / 2) + 1 }, stride = columns + (variant * 3);
        PoisonedBuffer x = data.RandomRows(rows, inner, xStride), dy = data.RandomRows(rows, columns, stride);
        PoisonedBuffer dw = data.RandomRows(inner, columns, stride);
        double[] expected = dw.ToDoubles(), magnitude = Absolute(expected);
        ConvolutionWeightGradientReference.Run<double>(
            x.ToDoubles(), xStride, dy.ToDoubles(), stride, expected, stride, rows, inner, columns);
        ConvolutionWeightGradientReference.Run<double>(
            Absolute(x.ToDoubles()), xStride, Absolute(dy.ToDoubles()), stride, magnitude, stride, rows, inner, columns);
        data.Expect("dw", dw, expected, magnitude, rows);
        return new ConvolutionWeightGradient
        {
            X = x.Pointer,
            XStride = xStride,
            Dy = dy.Pointer,
            DyStride = stride,
            Dw = dw.Pointer,
            DwStride = stride,
            Rows = rows,
            Inner = inner,
        };
    }
}
