namespace AttX.Signals.Features.Measures;

/// <summary>Descriptive statistics of a part of a signal; NaN where there are too few values.</summary>
internal static class Descriptive
{
    // Deviations below this share of the magnitude are rounding errors of a filter, not signal.
    private const double RelativeRounding = 1e-9;

    /// <summary>Returns whether the values differ by more than a filter's rounding.</summary>
    public static bool Varies(ReadOnlySpan<double> x) =>
        Maximum(x) - Minimum(x) > RelativeRounding * Math.Max(Math.Abs(Maximum(x)), Math.Abs(Minimum(x)));

    /// <summary>Mean; NaN of no value.</summary>
    public static double Mean(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double v in x)
            sum += v;
        return sum / x.Length;
    }

    /// <summary>Sample standard deviation (divided by n - 1); NaN of fewer than two values.</summary>
    public static double Deviation(ReadOnlySpan<double> x) => x.Length < 2 ? double.NaN : Math.Sqrt(SquaresAbout(x, Mean(x)) / (x.Length - 1));

    /// <summary>Minimum; NaN of no value.</summary>
    public static double Minimum(ReadOnlySpan<double> x)
    {
        double least = x.IsEmpty ? double.NaN : x[0];
        foreach (double v in x)
            least = Math.Min(least, v);
        return least;
    }

    /// <summary>Maximum; NaN of no value.</summary>
    public static double Maximum(ReadOnlySpan<double> x)
    {
        double most = x.IsEmpty ? double.NaN : x[0];
        foreach (double v in x)
            most = Math.Max(most, v);
        return most;
    }

    /// <summary>Slope of the least-squares line over time, in units per second; NaN of fewer than two values.</summary>
    public static double Slope(ReadOnlySpan<double> x, double rateHz) => WithTime(x) / SquaredTime(x.Length) * rateHz;

    /// <summary>Pearson correlation with time; NaN of a constant.</summary>
    public static double CorrelationWithTime(ReadOnlySpan<double> x) =>
        Varies(x) ? WithTime(x) / Math.Sqrt(SquaredTime(x.Length) * SquaresAbout(x, Mean(x))) : double.NaN;

    /// <summary>Integral of the absolute values over time: Σ|x| / rate.</summary>
    public static double AbsoluteIntegral(ReadOnlySpan<double> x, double rateHz)
    {
        double sum = x.IsEmpty ? double.NaN : 0;
        foreach (double v in x)
            sum += Math.Abs(v);
        return sum / rateHz;
    }

    /// <summary>Percentile of sorted values, interpolated linearly between neighbours (NumPy's default); NaN of no value.</summary>
    public static double Percentile(ReadOnlySpan<double> sorted, double percent)
    {
        if (sorted.IsEmpty)
            return double.NaN;
        double position = percent / 100 * (sorted.Length - 1);
        int below = (int)position;
        return sorted[below] + (position - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }

    private static double SquaresAbout(ReadOnlySpan<double> x, double centre)
    {
        double sum = 0;
        foreach (double v in x)
            sum += (v - centre) * (v - centre);
        return sum;
    }

    /// <summary>Computes Σ (i - mean i)².</summary>
    private static double SquaredTime(int n) => n * ((double)n * n - 1) / 12;

    /// <summary>Computes Σ (i - mean i)·(x - mean x).</summary>
    private static double WithTime(ReadOnlySpan<double> x)
    {
        double middle = (x.Length - 1) / 2.0, mean = Mean(x), sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += (i - middle) * (x[i] - mean);
        return sum;
    }
}
