namespace AttX.Evaluation;

/// <summary>Two one-sided t tests of paired differences (Schuirmann 1987): is the mean difference smaller than a margin stated in advance?</summary>
/// <param name="Margin">The margin.</param>
/// <param name="PValue">Small where the mean difference lies between −margin and margin.</param>
/// <param name="Bound">The smallest margin that these data exclude at 5 %: |mean| + t·error, with the one-sided 95 % quantile.</param>
public sealed record EquivalenceTest(double Margin, double PValue, double Bound)
{
    /// <summary>The margin for scores, stated in advance: 2 points.</summary>
    public const double ScoreMargin = 0.02;

    private const double Level = 0.05;

    /// <summary>Tests differences; null for fewer than two.</summary>
    public static EquivalenceTest? Of(IReadOnlyList<double> differences, double margin) =>
        Of(Moments.Mean(differences), Moments.StandardDeviation(differences) / Math.Sqrt(differences.Count), differences.Count - 1, margin);

    /// <summary>Tests a mean difference of a known standard error; null without degrees of freedom.</summary>
    public static EquivalenceTest? Of(double mean, double error, int freedom, double margin) =>
        freedom < 1 ? null
        : error == 0 ? new EquivalenceTest(margin, Math.Abs(mean) < margin ? 0 : 1, Math.Abs(mean))
        : new EquivalenceTest(margin, StudentT.UpperTail((margin - Math.Abs(mean)) / error, freedom), Math.Abs(mean) + (StudentT.Quantile(Level, freedom) * error));
}
