namespace AttX.Evaluation;

/// <summary>Moments of a sample.</summary>
internal static class Moments
{
    public static double Mean(IReadOnlyList<double> values) => values.Sum() / values.Count;

    /// <summary>Computes the standard deviation with n − 1 in the denominator; 0 for a single value.</summary>
    public static double StandardDeviation(IReadOnlyList<double> values)
    {
        double mean = Mean(values);
        return values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
