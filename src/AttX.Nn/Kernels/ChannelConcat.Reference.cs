using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// y[r, offset + c] = x[r, c] · theta[r, c], or is increased by it; an empty theta is 1 everywhere.
/// </summary>
internal static class ChannelConcatReference
{
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> theta, Span<T> y, int yColumns, int offset, int rows, int columns, bool accumulate = false)
        where T : IFloatingPointIeee754<T>
    {
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
            {
                int at = (r * columns) + c;
                T part = theta.IsEmpty ? x[at] : x[at] * theta[at];
                y[(r * yColumns) + offset + c] = accumulate ? y[(r * yColumns) + offset + c] + part : part;
            }
    }
}

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// dx[r, c] += dy[r, offset + c] · theta[r, c]; dTheta[r, c] += dy[r, offset + c] · x[r, c]; an empty theta is 1 everywhere.
/// </summary>
internal static class ChannelConcatGradientReference
{
    public static void Run<T>(
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> theta,
        ReadOnlySpan<T> dy,
        int yColumns,
        int offset,
        Span<T> dx,
        Span<T> dTheta,
        int rows,
        int columns)
        where T : IFloatingPointIeee754<T>
    {
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
            {
                int at = (r * columns) + c;
                T g = dy[(r * yColumns) + offset + c];
                dx[at] += theta.IsEmpty ? g : g * theta[at];
                if (!theta.IsEmpty)
                    dTheta[at] += g * x[at];
            }
    }
}
