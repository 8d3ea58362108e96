using System.Numerics;

namespace AttX.Nn.Kernels;

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// The three matrices of F(4, 5), and their products with tiles: Σ_j matrix[i, j] · source[j, c].
/// </summary>
internal static class WinogradReference
{
    /// <summary>Bᵀ (8 × 8), of the inputs.</summary>
    public static readonly double[,] InputMatrix =
    {
        { 1, 0, -5.25, 0, 5.25, 0, -1, 0 },
        { 0, 1, 1, -4.25, -4.25, 1, 1, 0 },
        { 0, -1, 1, 4.25, -4.25, -1, 1, 0 },
        { 0, 0.5, 0.25, -2.5, -1.25, 2, 1, 0 },
        { 0, -0.5, 0.25, 2.5, -1.25, -2, 1, 0 },
        { 0, 2, 4, -2.5, -5, 0.5, 1, 0 },
        { 0, -2, 4, 2.5, -5, -0.5, 1, 0 },
        { 0, -1, 0, 5.25, 0, -5.25, 0, 1 },
    };

    /// <summary>G (8 × 5), of the weights.</summary>
    public static readonly double[,] WeightMatrix =
    {
        { 1, 0, 0, 0, 0 },
        { -2.0 / 9, -2.0 / 9, -2.0 / 9, -2.0 / 9, -2.0 / 9 },
        { -2.0 / 9, 2.0 / 9, -2.0 / 9, 2.0 / 9, -2.0 / 9 },
        { 1.0 / 90, 2.0 / 90, 4.0 / 90, 8.0 / 90, 16.0 / 90 },
        { 1.0 / 90, -2.0 / 90, 4.0 / 90, -8.0 / 90, 16.0 / 90 },
        { 32.0 / 45, 16.0 / 45, 8.0 / 45, 4.0 / 45, 2.0 / 45 },
        { 32.0 / 45, -16.0 / 45, 8.0 / 45, -4.0 / 45, 2.0 / 45 },
        { 0, 0, 0, 0, 1 },
    };

    /// <summary>Aᵀ (4 × 8), of the products.</summary>
    public static readonly double[,] OutputMatrix =
    {
        { 1, 1, 1, 1, 1, 1, 1, 0 },
        { 0, 1, -1, 2, -2, 0.5, -0.5, 0 },
        { 0, 1, 1, 4, 4, 0.25, 0.25, 0 },
        { 0, 1, -1, 8, -8, 0.125, -0.125, 1 },
    };

    /// <summary>
    /// destination[i · rowStride, c] += Σ_j matrix[i, j] · source[j · columnStride, c], or with the matrix transposed.
    /// </summary>
    public static void Multiply<T>(
        double[,] matrix, bool transposed, ReadOnlySpan<T> source, int sourceStride, Span<T> destination, int destinationStride, int columns)
        where T : IFloatingPointIeee754<T>
    {
        int rows = matrix.GetLength(transposed ? 1 : 0), inner = matrix.GetLength(transposed ? 0 : 1);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < inner; j++)
                for (int c = 0; c < columns; c++)
                    destination[(i * destinationStride) + c] +=
                        T.CreateChecked(transposed ? matrix[j, i] : matrix[i, j]) * source[(j * sourceStride) + c];
    }
}

/// <summary>Obviously correct. Never optimised: the tests trust it. v[p, tile, c] = Σ_i Bᵀ[p, i] · x[4 · tile + i, c].</summary>
internal static class WinogradInputReference
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> v, int tiles, int columns, double[,] matrix)
        where T : IFloatingPointIeee754<T>
    {
        v.Clear();
        for (int tile = 0; tile < tiles; tile++)
            WinogradReference.Multiply<T>(
                matrix, false, x[(tile * 4 * columns)..], columns, v[(tile * columns)..], tiles * columns, columns);
    }
}

/// <summary>
/// Obviously correct. Never optimised: the tests trust it.
/// y[4 · tile + r, o] = start + Σ_p Aᵀ[r, p] · m[p, tile, o]; the start is what y holds (accumulate), the bias, or 0.
/// </summary>
internal static class WinogradOutputReference
{
    public static void Run<T>(
        ReadOnlySpan<T> m, ReadOnlySpan<T> bias, Span<T> y, int tiles, int columns, bool accumulate, bool relu, double[,] matrix)
        where T : IFloatingPointIeee754<T>
    {
        for (int at = 0; at < y.Length && !accumulate; at++)
            y[at] = bias.IsEmpty ? T.Zero : bias[at % columns];
        for (int tile = 0; tile < tiles; tile++)
            WinogradReference.Multiply<T>(
                matrix, false, m[(tile * columns)..], tiles * columns, y[(tile * 4 * columns)..], columns, columns);
        for (int at = 0; at < y.Length && relu; at++)
            y[at] = T.Max(T.Zero, y[at]);
    }
}

/// <summary>Obviously correct. Never optimised: the tests trust it. u[p, i] = Σ_t G[p, t] · w[t, i].</summary>
internal static class WinogradWeightsReference
{
    public static void Run<T>(ReadOnlySpan<T> w, Span<T> u, int columns, double[,] matrix)
        where T : IFloatingPointIeee754<T>
    {
        u.Clear();
        WinogradReference.Multiply<T>(matrix, false, w, columns, u, columns, columns);
    }
}

/// <summary>Obviously correct. Never optimised: the tests trust it. e[p, tile, o] = Σ_r Aᵀ[r, p] · dy[4 · tile + r, o].</summary>
internal static class WinogradOutputGradientReference
{
    public static void Run<T>(ReadOnlySpan<T> dy, Span<T> e, int tiles, int columns, double[,] matrix)
        where T : IFloatingPointIeee754<T>
    {
        e.Clear();
        for (int tile = 0; tile < tiles; tile++)
            WinogradReference.Multiply<T>(
                matrix, true, dy[(tile * 4 * columns)..], columns, e[(tile * columns)..], tiles * columns, columns);
    }
}

/// <summary>Obviously correct. Never optimised: the tests trust it. dw[t, i] += Σ_p G[p, t] · du[p, i].</summary>
internal static class WinogradWeightGradientReference
{
    public static void Run<T>(ReadOnlySpan<T> du, Span<T> dw, int columns, double[,] matrix)
        where T : IFloatingPointIeee754<T> =>
        WinogradReference.Multiply<T>(matrix, true, du, columns, dw, columns, columns);
}
