using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// sumG[c] = Σ_r g, sumGX[c] = Σ_r g · (x − mean[c]); g = dy, or with a ReLU dy where x · scale + shift &gt; 0, else 0.
/// </summary>
internal static class BatchNormGradientSumsReference
{
    public static void Run<T>(
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> dy,
        int rows,
        int columns,
        ReadOnlySpan<T> mean,
        ReadOnlySpan<T> scale,
        ReadOnlySpan<T> shift,
        bool relu,
        Span<T> sumG,
        Span<T> sumGX)
        where T : IFloatingPointIeee754<T>
    {
        for (int c = 0; c < columns; c++)
        {
            (sumG[c], sumGX[c]) = (T.Zero, T.Zero);
            for (int at = c; at < rows * columns; at += columns)
            {
                T g = relu && (x[at] * scale[c]) + shift[c] <= T.Zero ? T.Zero : dy[at];
                sumG[c] += g;
                sumGX[c] += g * (x[at] - mean[c]);
            }
        }
    }
}

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// dx[r, c] = scale[c] · g + onX[c] · x + constant[c], g as in <see cref="BatchNormGradientSumsReference"/>.
/// </summary>
internal static class BatchNormInputGradientReference
{
    public static void Run<T>(
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> dy,
        Span<T> dx,
        int rows,
        int columns,
        ReadOnlySpan<T> scale,
        ReadOnlySpan<T> shift,
        ReadOnlySpan<T> onX,
        ReadOnlySpan<T> constant,
        bool relu)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < rows * columns; at++)
        {
            int c = at % columns;
            T g = relu && (x[at] * scale[c]) + shift[c] <= T.Zero ? T.Zero : dy[at];
            dx[at] = (scale[c] * g) + (onX[c] * x[at]) + constant[c];
        }
    }
}
