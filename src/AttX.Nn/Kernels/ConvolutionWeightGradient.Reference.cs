using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// dw[i, o] += Σ_r x[r · xStride + i] · dy[r · dyStride + o].
/// </summary>
internal static class ConvolutionWeightGradientReference
{
    public static void Run<T>(
        ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> dy, int dyStride, Span<T> dw, int dwStride, int rows, int inner, int columns)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < inner; i++)
            for (int o = 0; o < columns; o++)
                for (int r = 0; r < rows; r++)
                    dw[(i * dwStride) + o] += x[(r * xStride) + i] * dy[(r * dyStride) + o];
    }
}
