namespace AttX.Evaluation;

/// <summary>Two one-sided t tests of paired differences (Schuirmann 1987): is the mean difference smaller than a margin stated in advance?</summary>
/// <param name="Margin">The margin.</param>
/// <param name="PValue">Small where the mean difference lies between −margin and margin.</param>
/// <param name="Bound">The smallest margin that these data exclude at 5 %: |mean| + t·s/√n, with the one-sided 95 % quantile.</param>
public sealed record EquivalenceTest(double Margin, double PValue, double Bound)
{
    /// <summary>The margin for scores, stated in advance: 2 points.</summary>
    public const double ScoreMargin = 0.02;

    private const double Level = 0.05;

    /// <summary>Tests differences; null for fewer than two.</summary>
    public static EquivalenceTest? Of(IReadOnlyList<double> differences, double margin)
    {
        if (differences.Count < 2)
            return null;
        double mean = Math.Abs(Moments.Mean(differences)), error = Moments.StandardDeviation(differences) / Math.Sqrt(differences.Count);
        int freedom = differences.Count - 1;
        return error == 0
            ? new EquivalenceTest(margin, mean < margin ? 0 : 1, mean)
            : new EquivalenceTest(margin, StudentT.UpperTail((margin - mean) / error, freedom), mean + (StudentT.Quantile(Level, freedom) * error));
    }
}
