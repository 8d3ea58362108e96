using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// y[r, c] = x[r, c] where positive, else slope[c] · x[r, c].
/// </summary>
internal static class PReluReference
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int columns, ReadOnlySpan<T> slope)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < rows * columns; at++)
            y[at] = x[at] > T.Zero ? x[at] : slope[at % columns] * x[at];
    }
}

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// dx[r, c] = dy[r, c] where x is positive, else slope[c] · dy[r, c]; dSlope[c] += Σ_r dy · min(x, 0).
/// </summary>
internal static class PReluGradientReference
{
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int rows, int columns, ReadOnlySpan<T> slope, Span<T> dSlope)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < rows * columns; at++)
        {
            bool passes = x[at] > T.Zero;
            dx[at] = passes ? dy[at] : slope[at % columns] * dy[at];
            dSlope[at % columns] += passes ? T.Zero : dy[at] * x[at];
        }
    }
}
