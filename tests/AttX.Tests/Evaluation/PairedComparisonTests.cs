using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class PairedComparisonTests
{
    private static readonly ScoreRow[] Rows =
    [
        Row("feature fusion", 0.70, 0.72, 0.74, 0.76, 0.78, 0.80),
        Row("ecg to eda", 0.71, 0.74, 0.77, 0.80, 0.83, 0.86),
        Row("both", 0.81, 0.84, 0.83, 0.85, 0.88, 0.84),
        Row("eda", 0.75, 0.69, 0.78, 0.70, 0.85, 0.79),
    ];

    [Fact]
    public void Every_other_row_is_compared_with_the_reference()
    {
        IReadOnlyList<PairedComparison> family = PairedComparison.WithReference(Rows, Metric.MacroF1, "feature fusion");
        Assert.Equal(["ecg to eda", "both", "eda"], family.Select(c => c.Row));
        Assert.All(family, c => Assert.Equal("feature fusion", c.Other));
        Assert.Equal(0.035, family[0].Difference, 1e-15);
        Assert.Equal((2 / 64.0, 1.0, 6), (family[0].Test.PValue, family[0].Test.EffectSize, family[0].Test.Pairs));
        Assert.Equal([3 * 2 / 64.0, 3 * 2 / 64.0, family[2].Test.PValue], family.Select(c => c.AdjustedPValue));
    }

    [Fact]
    public void Every_other_row_is_compared_with_the_best()
    {
        IReadOnlyList<PairedComparison> family = PairedComparison.WithBest(Rows, Metric.Accuracy);
        Assert.Equal(["feature fusion", "ecg to eda", "eda"], family.Select(c => c.Row));
        Assert.All(family, c => Assert.Equal("both", c.Other));
        Assert.All(family, c => Assert.True(c.Difference < 0 && c.Test.EffectSize < 0));
    }

    [Fact]
    public void Subjects_are_paired_by_their_mean_over_seeds()
    {
        ScoreRow[] rows =
        [
            Row("reference", 0.5, 0.5),
            new("seeded", SeededScores.Of([SeededScoresTests.Run(0.4, 0.7), SeededScoresTests.Run(0.6, 0.9)])),
        ];
        Assert.Equal(new SignedRankResult(0, 1, 1, 1), PairedComparison.WithReference(rows, Metric.Accuracy, "reference")[0].Test);
    }

    [Fact]
    public void Each_comparison_says_how_large_the_difference_may_be()
    {
        IReadOnlyList<PairedComparison> family = PairedComparison.Against(Rows[2], [Rows[0], Rows[1]], Metric.Accuracy);
        double[] differences = [0.11, 0.12, 0.09, 0.09, 0.10, 0.04];
        Assert.Equal(0.55 / 6, family[0].Difference, 1e-12);
        Assert.Equal(("both", "feature fusion"), (family[0].Row, family[0].Other));
        Assert.InRange(family[0].Interval.Low, 0.04, 0.0916);
        Assert.InRange(family[0].Interval.High, 0.0917, 0.12);
        Assert.Null(family[0].SeedInterval);
        Assert.Equal(EquivalenceTest.Of(differences, 0.02)!.Bound, family[0].Equivalence!.Bound, 1e-12);
        // Six subjects can give p = 2/64, which is more than 0.05/2: with two comparisons nothing can be found, with one something.
        Assert.Null(family[0].Detectable);
        Assert.Equal(1.4345447824830875 * Moments.StandardDeviation(differences), PairedComparison.Against(Rows[2], [Rows[0]], Metric.Accuracy)[0].Detectable!.Value, 1e-8);
    }

    [Fact]
    public void Seeds_are_resampled_with_the_people()
    {
        ScoreRow steady = Row("steady", 0.70, 0.75, 0.80, 0.85), swinging = new("swinging", SeededScores.Of(
            [SeededScoresTests.Run(0.72, 0.77, 0.82, 0.87), SeededScoresTests.Run(0.82, 0.87, 0.92, 0.97)]));
        PairedComparison comparison = PairedComparison.Against(swinging, [steady], Metric.Accuracy)[0];
        // Everybody gains 7 points in the mean of the seeds, 2 with one and 12 with the other: people alone leave no spread.
        Assert.Equal((0.07, 0.07), (Math.Round(comparison.Interval.Low, 12), Math.Round(comparison.Interval.High, 12)));
        Assert.Equal((0.02, 0.12), (Math.Round(comparison.SeedInterval!.Value.Low, 12), Math.Round(comparison.SeedInterval.Value.High, 12)));
        Assert.Equal(comparison.SeedInterval, PairedComparison.Against(swinging, [steady], Metric.Accuracy)[0].SeedInterval);
    }

    [Fact]
    public void A_single_row_has_no_comparisons()
    {
        Assert.Empty(PairedComparison.WithBest(Rows[..1], Metric.Accuracy));
        Assert.Empty(PairedComparison.WithBest([], Metric.Accuracy));
    }

    [Fact]
    public void Incomparable_rows_are_refused_by_name()
    {
        Assert.Contains("No row is called gsr; there are feature fusion, ecg",
            Assert.Throws<InvalidDataException>(() => PairedComparison.WithReference(Rows, Metric.Accuracy, "gsr")).Message);
        Assert.Contains("short and feature fusion were not scored on the same subjects",
            Assert.Throws<InvalidDataException>(() => PairedComparison.WithReference([.. Rows, Row("short", 0.5)], Metric.Accuracy, "feature fusion")).Message);
    }

    private static ScoreRow Row(string name, params double[] values) => new(name, SeededScores.Of([SeededScoresTests.Run(values)]));
}
