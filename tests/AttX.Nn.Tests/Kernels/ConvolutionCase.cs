using AttX.Nn.Kernels;

namespace AttX.Nn.Tests.Kernels;

/// <summary>A sum of inner fused products has inner roundings, each within Σ|x·w| + |start|; accumulated, biased, rectified, strided.</summary>
internal sealed unsafe class ConvolutionCase : KernelCase<Convolution>
{
    protected override int[] Inner => [0, 1, 7, 8, 9, 31];

    protected override int Variants => 4;

    protected override Convolution Arrange(KernelSize size, KernelData data)
    {
        (int columns, int rows, int inner, int variant) = size;
        bool accumulate = variant == 2, relu = variant is 1 or 2, biased = variant is 1 or 3;

        // 0, 1: as a linear layer; 2: gaps everywhere; 3: rows that overlap, as a convolution's.
        int xStride = variant == 2 ? inner + 3 : variant == 3 ? (inner / 2) + 1 : inner, gap = variant >= 2 ? 5 : 0;
        PoisonedBuffer x = data.RandomRows(rows, inner, xStride), w = data.RandomRows(inner, columns, columns + gap);
        PoisonedBuffer bias = data.Random(columns);
        PoisonedBuffer y = accumulate ? data.RandomRows(rows, columns, columns + gap) : data.Poisoned(rows, columns, columns + gap);
        double[] expected = y.ToDoubles(), magnitude = Absolute(expected), b = biased ? bias.ToDoubles() : [];
        ConvolutionReference.Run<double>(
            x.ToDoubles(), xStride, w.ToDoubles(), columns + gap, b, expected, columns + gap, rows, inner, columns, accumulate, relu);
        ConvolutionReference.Run<double>(
            Absolute(x.ToDoubles()), xStride, Absolute(w.ToDoubles()), columns + gap, Absolute(b), magnitude, columns + gap, rows, inner, columns, accumulate);
        data.Expect("y", y, expected, magnitude, inner);
        return new Convolution
        {
            X = x.Pointer,
            XStride = xStride,
            W = w.Pointer,
            WStride = columns + gap,
            Bias = biased ? bias.Pointer : null,
            Y = y.Pointer,
            YStride = columns + gap,
            Rows = rows,
            Inner = inner,
            Accumulate = accumulate,
            Relu = relu,
        };
    }
}
