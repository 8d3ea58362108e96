using AttX.Classical.Learning;

namespace AttX.Classical.Linear;

/// <summary>The covariance of one class's rows, shrunk.</summary>
internal static class ClassCovariance
{
    /// <summary>Computes the mean of each column.</summary>
    public static double[] Mean(Samples rows)
    {
        double[] mean = new double[rows.Columns];
        for (int r = 0; r < rows.Rows; r++)
            VectorMath.AddScaled(mean, 1, rows[r]);
        for (int c = 0; c < mean.Length; c++)
            mean[c] /= rows.Rows;
        return mean;
    }

    /// <summary>Computes the covariance, with the number of rows in the denominator.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="shrinkage">Share of the identity times the mean variance; null: by Ledoit and Wolf, of the columns over their deviations.</param>
    public static double[] Of(Samples rows, double[] mean, double? shrinkage)
    {
        int columns = rows.Columns;
        double[] scale = shrinkage == null ? Deviations(rows, mean) : [.. mean.Select(_ => 1.0)];
        double[] products = new double[columns * columns], centred = new double[columns];
        double fourth = 0;
        for (int r = 0; r < rows.Rows; r++)
        {
            for (int c = 0; c < columns; c++)
                centred[c] = (rows[r][c] - mean[c]) / scale[c];
            double length = VectorMath.Dot(centred, centred);
            fourth += length * length;
            for (int c = 0; c < columns; c++)
                VectorMath.AddScaled(products.AsSpan((c * columns) + c, columns - c), centred[c], centred.AsSpan(c));
        }

        Mirror(products, columns, rows.Rows);
        Shrink(products, columns, shrinkage ?? LedoitWolf(products, columns, rows.Rows, fourth));
        for (int i = 0; i < products.Length; i++)
            products[i] *= scale[i / columns] * scale[i % columns];
        return products;
    }

    /// <summary>Standard deviations; 1 for a column that is constant.</summary>
    private static double[] Deviations(Samples rows, double[] mean)
    {
        double[] squares = new double[mean.Length];
        for (int r = 0; r < rows.Rows; r++)
            for (int c = 0; c < squares.Length; c++)
                squares[c] += (rows[r][c] - mean[c]) * (rows[r][c] - mean[c]);
        return [.. squares.Select((s, c) => Math.Sqrt(s / rows.Rows) is var d && d > 10 * Math.Abs(mean[c]) * (Math.BitIncrement(1.0) - 1) ? d : 1)];
    }

    private static void Mirror(double[] products, int columns, int rows)
    {
        for (int i = 0; i < columns; i++)
            for (int j = i; j < columns; j++)
                products[(i * columns) + j] = products[(j * columns) + i] = products[(i * columns) + j] / rows;
    }

    private static void Shrink(double[] covariance, int columns, double share)
    {
        double mean = Trace(covariance, columns) / columns;
        for (int i = 0; i < covariance.Length; i++)
            covariance[i] *= 1 - share;
        for (int c = 0; c < columns; c++)
            covariance[(c * columns) + c] += share * mean;
    }

    /// <summary>
    /// The share that minimises the expected squared error (Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional
    /// covariance matrices"): b²/d².
    /// </summary>
    /// <param name="covariance">The covariance.</param>
    /// <param name="columns">Its size.</param>
    /// <param name="rows">Rows that it was computed from.</param>
    /// <param name="fourth">Σ ‖x‖⁴ over the centred rows.</param>
    private static double LedoitWolf(double[] covariance, int columns, int rows, double fourth)
    {
        if (columns == 1)
            return 0;
        double mean = Trace(covariance, columns) / columns, norm = VectorMath.Dot(covariance, covariance);
        double b = ((fourth / rows) - norm) / rows / columns, d = (norm / columns) - (mean * mean);
        b = Math.Min(b, d);
        return b <= 0 ? 0 : b / d;
    }

    private static double Trace(double[] square, int columns)
    {
        double sum = 0;
        for (int c = 0; c < columns; c++)
            sum += square[(c * columns) + c];
        return sum;
    }
}
