namespace AttX.Classical.Learning;

/// <summary>
/// Cholesky factor of a symmetric positive semidefinite matrix, as interior point methods need it: a direction whose pivot is lost to rounding gets the
/// solution 0, where a plain factorisation would fail (Wright 1999, "Modified Cholesky factorizations in interior-point algorithms").
/// </summary>
internal sealed class CholeskyFactor
{
    private const double Lost = 1e-15, Barred = 1e64;

    private readonly double[] _factor;
    private readonly int _size;

    /// <summary>Factors a matrix, row by row; its upper triangle is overwritten.</summary>
    public CholeskyFactor(double[] matrix, int size)
    {
        (_factor, _size) = (matrix, size);
        double[] diagonal = [.. Enumerable.Range(0, size).Select(i => matrix[(i * size) + i])];
        for (int k = 0; k < size; k++)
        {
            Span<double> row = matrix.AsSpan((k * size) + k, size - k);
            double pivot = row[0] > Lost * diagonal[k] ? Math.Sqrt(row[0]) : Barred;
            row[0] = pivot;
            for (int j = 1; j < row.Length; j++)
                row[j] /= pivot;
            for (int i = k + 1; i < size; i++)
                VectorMath.AddScaled(matrix.AsSpan((i * size) + i, size - i), -row[i - k], row[(i - k)..]);
        }
    }

    /// <summary>Solves for a right side.</summary>
    public double[] Solve(double[] side)
    {
        double[] x = [.. side];
        for (int k = 0; k < _size; k++)
        {
            ReadOnlySpan<double> row = _factor.AsSpan((k * _size) + k, _size - k);
            x[k] /= row[0];
            VectorMath.AddScaled(x.AsSpan(k + 1), -x[k], row[1..]);
        }

        for (int k = _size - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> row = _factor.AsSpan((k * _size) + k, _size - k);
            x[k] = (x[k] - VectorMath.Dot(row[1..], x.AsSpan(k + 1))) / row[0];
        }

        return x;
    }
}
