using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// y[r, o] = start + Σ_i x[r · xStride + i] · w[i, o]; start is y[r, o] if accumulating, else bias[o], 0 if bias is empty.
/// </summary>
internal static class ConvolutionReference
{
    public static void Run<T>(
        ReadOnlySpan<T> x,
        int xStride,
        ReadOnlySpan<T> w,
        int wStride,
        ReadOnlySpan<T> bias,
        Span<T> y,
        int yStride,
        int rows,
        int inner,
        int columns,
        bool accumulate = false,
        bool relu = false)
        where T : IFloatingPointIeee754<T>
    {
        for (int r = 0; r < rows; r++)
            for (int o = 0; o < columns; o++)
            {
                T sum = accumulate ? y[(r * yStride) + o] : bias.IsEmpty ? T.Zero : bias[o];
                for (int i = 0; i < inner; i++)
                    sum += x[(r * xStride) + i] * w[(i * wStride) + o];
                y[(r * yStride) + o] = relu ? T.Max(T.Zero, sum) : sum;
            }
    }
}
