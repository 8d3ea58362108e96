namespace AttX.Signals.Features.Measures;

/// <summary>A symmetric positive definite matrix of which only a band about the diagonal is not zero, and its factor.</summary>
/// <param name="size">Number of rows.</param>
/// <param name="reach">Number of diagonals below the main one.</param>
internal sealed class BandedCholesky(int size, int reach)
{
    private readonly int _width = reach + 1;
    private readonly double[] _rows = new double[checked(size * (reach + 1))];

    /// <summary>The element (row, row - below), before <see cref="Factor"/>; in its place the factor's, afterwards.</summary>
    public ref double this[int row, int below] => ref _rows[row * _width + below];

    /// <summary>Sets all elements to 0.</summary>
    public void Clear() => Array.Clear(_rows);

    /// <summary>Replaces the matrix by L, where L·Lᵀ is the matrix, in size · reach² operations.</summary>
    public void Factor()
    {
        for (int i = 0; i < size; i++)
            for (int below = Math.Min(reach, i); below >= 0; below--)
            {
                int j = i - below;
                double sum = this[i, below];
                for (int k = Math.Max(0, i - reach); k < j; k++)
                    sum -= this[i, i - k] * this[j, j - k];
                this[i, below] = below == 0 ? Math.Sqrt(sum) : sum / this[j, 0];
            }
    }

    /// <summary>Solves matrix · x = b in place, once the matrix is factored.</summary>
    public void Solve(Span<double> b)
    {
        for (int i = 0; i < size; i++)
        {
            for (int below = Math.Min(reach, i); below > 0; below--)
                b[i] -= this[i, below] * b[i - below];
            b[i] /= this[i, 0];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int above = Math.Min(reach, size - 1 - i); above > 0; above--)
                b[i] -= this[i + above, above] * b[i + above];
            b[i] /= this[i, 0];
        }
    }
}
