using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// mean[c] = Σ_r x[r, c] / rows, then m2[c] = Σ_r (x[r, c] − mean[c])², in two passes.
/// </summary>
internal static class ChannelMomentsReference
{
    public static void Run<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> mean, Span<T> m2)
        where T : IFloatingPointIeee754<T>
    {
        for (int c = 0; c < columns; c++)
        {
            T sum = T.Zero, squares = T.Zero;
            for (int r = 0; r < rows; r++)
                sum += x[(r * columns) + c];
            mean[c] = sum / T.CreateChecked(rows);
            for (int r = 0; r < rows; r++)
            {
                T difference = x[(r * columns) + c] - mean[c];
                squares += difference * difference;
            }

            m2[c] = squares;
        }
    }
}
