namespace AttX.Evaluation;

/// <summary>
/// The mean difference that a two-sided paired t test finds with a given power (noncentral t). Wilcoxon's test has about 0.955 of the t test's efficiency for
/// normal differences, so that it needs about 2 % more.
/// </summary>
public static class DetectableDifference
{
    /// <summary>The usual power.</summary>
    public const double Power = 0.8;

    /// <summary>
    /// Computes the difference in units of the differences' standard deviation; null for fewer than two subjects, and where they are too few for Wilcoxon's
    /// exact test, whose p is never less than 2^(1 − n), to reach the level at all.
    /// </summary>
    /// <param name="subjects">Number of differences, n.</param>
    /// <param name="level">Level of the test: with Holm's correction over m comparisons, 0.05/m, which its first step demands.</param>
    /// <param name="power">Probability of finding it.</param>
    public static double? InDeviations(int subjects, double level, double power = Power)
    {
        if (subjects < 2 || Math.Pow(2, 1 - subjects) > level)
            return null;
        int freedom = subjects - 1;
        double critical = StudentT.Quantile(level / 2, freedom), high = 1;
        while (StudentT.Power(high, critical, freedom) < power)
            high *= 2;
        return Bisection.Find(shift => StudentT.Power(shift, critical, freedom) >= power, high) / Math.Sqrt(subjects);
    }
}
