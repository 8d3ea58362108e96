using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// sum[c] += Σ_r x[r, c].
/// </summary>
internal static class ChannelSumReference
{
    public static void Run<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> sum)
        where T : IFloatingPointIeee754<T>
    {
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                sum[c] += x[(r * columns) + c];
    }
}
