using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// v_j[r, c] = max(0, Σ_i z_i[r, c] · mix[i, j]) · weight[c].
/// </summary>
internal static class AttentionScoresReference
{
    public static void Run<T>(T[][] z, T[][] scores, int rows, int columns, ReadOnlySpan<T> mix, ReadOnlySpan<T> weight)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < rows * columns; at++)
            for (int j = 0; j < z.Length; j++)
                scores[j][at] = T.Max(T.Zero, Mixed(z, mix, at, j)) * weight[at % columns];
    }

    /// <summary>Σ_i z_i · mix[i, j] at one element.</summary>
    public static T Mixed<T>(T[][] z, ReadOnlySpan<T> mix, int at, int j)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < z.Length; i++)
            sum += z[i][at] * mix[(i * z.Length) + j];
        return sum;
    }
}

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// dp_j = dv_j · weight where Σ_i z_i · mix[i, j] is positive, else 0; dWeight[c] += Σ_r,j dv_j · max(0, Σ_i z_i · mix[i, j]);
/// dMix[i, j, c] += Σ_r z_i · dp_j; dz_i += Σ_j dp_j · mix[i, j].
/// </summary>
internal static class AttentionScoresGradientReference
{
    public static void Run<T>(
        T[][] z, T[][] dScores, T[][] dz, int rows, int columns, ReadOnlySpan<T> mix, ReadOnlySpan<T> weight, Span<T> dWeight, Span<T> dMix)
        where T : IFloatingPointIeee754<T>
    {
        int d = z.Length;
        for (int at = 0; at < rows * columns; at++)
            for (int j = 0; j < d; j++)
            {
                int c = at % columns;
                T mixed = AttentionScoresReference.Mixed(z, mix, at, j), dv = dScores[j][at];
                if (mixed <= T.Zero)
                    continue;
                dWeight[c] += dv * mixed;
                for (int i = 0; i < d; i++)
                {
                    dMix[(((i * d) + j) * columns) + c] += z[i][at] * dv * weight[c];
                    dz[i][at] += dv * weight[c] * mix[(i * d) + j];
                }
            }
    }
}
