namespace AttX.Evaluation;

/// <summary>
/// Interval of a mean score: Student's t on the logit scale, by the delta method. With m the mean, s its standard error and t the quantile for n − 1 degrees of
/// freedom, logit m ± t·s/(m(1 − m)), turned back. Near the ceiling it reaches further down than up, as such scores do, and it never leaves (0, 1).
/// docs/statistics.md compares its coverage with that of other intervals.
/// </summary>
public static class MeanInterval
{
    private const double Rounding = 1e-9;

    /// <summary>Computes the interval; a point for a single value, or for values without spread.</summary>
    /// <param name="values">Each subject's score, a fraction of 1.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">No values, or one outside [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException">A confidence outside (0, 1).</exception>
    public static Interval Of(IReadOnlyList<double> values, double confidence)
    {
        if (values.Count == 0 || !values.All(v => v is >= -Rounding and <= 1 + Rounding))
            throw new ArgumentException("A mean score needs at least one value, and values from 0 to 1.", nameof(values));
        if (!(confidence is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Must lie between 0 and 1.");
        double mean = Math.Clamp(Moments.Mean(values), 0, 1), deviation = Moments.StandardDeviation(values);
        if (deviation == 0 || mean is 0 or 1)
            return new Interval(mean, mean);
        double reach = StudentT.Quantile((1 - confidence) / 2, values.Count - 1) * deviation / Math.Sqrt(values.Count) / (mean * (1 - mean));
        double centre = Math.Log(mean / (1 - mean));
        return new Interval(1 / (1 + Math.Exp(reach - centre)), 1 / (1 + Math.Exp(-reach - centre)));
    }
}
