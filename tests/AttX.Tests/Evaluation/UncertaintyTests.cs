using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

/// <summary>Compares intervals of means, equivalence, power and variance components with SciPy's and NumPy's.</summary>
public class UncertaintyTests
{
    private const double Relative = 1e-8;

    private static readonly StatisticsGolden Golden = StatisticsGolden.Read();

    [Fact]
    public void Intervals_of_a_mean_score_equal_SciPy()
    {
        foreach (MeanCase expected in Golden.Means)
        {
            Interval interval = MeanInterval.Of(expected.Values, 0.95);
            Assert.Equal(expected.Low, interval.Low, Relative);
            Assert.Equal(expected.High, interval.High, Relative);
        }
    }

    [Fact]
    public void A_mean_without_spread_is_a_point_and_what_is_no_score_is_refused()
    {
        Assert.Equal(new Interval(1, 1), MeanInterval.Of([1, 1, 1], 0.95));
        Assert.Equal(new Interval(0.5, 0.5), MeanInterval.Of([0.5], 0.95));
        Assert.Throws<ArgumentException>(() => MeanInterval.Of([], 0.95));
        Assert.Throws<ArgumentException>(() => MeanInterval.Of([1.1], 0.95));
        Assert.Throws<ArgumentException>(() => MeanInterval.Of([double.NaN], 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => MeanInterval.Of([1], 1));
    }

    [Fact]
    public void Two_one_sided_tests_equal_SciPy()
    {
        foreach (EquivalenceCase expected in Golden.Equivalence)
        {
            EquivalenceTest test = EquivalenceTest.Of(expected.Values, expected.Margin)!;
            Assert.Equal(expected.P, test.PValue, Relative);
            Assert.Equal(expected.Bound, test.Bound, Relative);
            Assert.Equal(0.05, EquivalenceTest.Of(expected.Values, test.Bound)!.PValue, Relative);
        }

        Assert.Null(EquivalenceTest.Of([0.1], 0.02));
        Assert.Equal((0, 0.01), (EquivalenceTest.Of([0.01, 0.01], 0.02)!.PValue, EquivalenceTest.Of([0.01, 0.01], 0.02)!.Bound));
        Assert.Equal(1, EquivalenceTest.Of([0.03, 0.03], 0.02)!.PValue);
    }

    [Fact]
    public void Detectable_differences_equal_SciPy_s_noncentral_t()
    {
        foreach (PowerCase expected in Golden.Power)
            Assert.Equal(expected.Deviations, DetectableDifference.InDeviations(expected.Subjects, expected.Level)!.Value, Relative);
        Assert.Null(DetectableDifference.InDeviations(5, 0.05));
        Assert.Null(DetectableDifference.InDeviations(1, 0.05));
    }

    [Fact]
    public void Variance_components_equal_NumPy_and_recover_what_was_put_in()
    {
        foreach (ComponentCase expected in Golden.Components)
        {
            VarianceComponents components = VarianceComponents.Of(expected.PerSeed)!;
            Assert.Equal(expected.People, components.People, Relative);
            Assert.Equal(expected.Seeds, components.Seeds, Relative);
            Assert.Equal(expected.Residual, components.Residual, Relative);
        }

        // Seeds that shift everybody alike leave no residual, and people are apart by what they are apart.
        VarianceComponents shifted = VarianceComponents.Of([[0.1, 0.3], [0.2, 0.4]])!;
        Assert.Equal(Math.Sqrt(0.02), shifted.People, Relative);
        Assert.Equal(Math.Sqrt(0.005), shifted.Seeds, Relative);
        Assert.Equal(0, shifted.Residual, Relative);
        Assert.Null(VarianceComponents.Of([[0.1, 0.3]]));
        Assert.Null(VarianceComponents.Of([[0.1], [0.2]]));
    }

    [Fact]
    public void The_best_row_is_chosen_by_the_other_people()
    {
        // Without S0 the second row is best (0.7 against 0.65), without S1 or S2 the first (0.75 or 0.7 against 0.6).
        ScoreRow[] rows = [Row("first", 0.8, 0.6, 0.7), Row("second", 0.5, 0.7, 0.7)];
        NestedBest nested = NestedBest.Of(rows, Metric.Accuracy)!;
        Assert.Equal((0.5 + 0.6 + 0.7) / 3, nested.Mean, 1e-12);
        Assert.Equal(0.7 - 0.6, nested.Optimism, 1e-12);
        Assert.Equal([("first", 2), ("second", 1)], nested.Chosen);
        Assert.Null(NestedBest.Of(rows[..1], Metric.Accuracy));
        Assert.Null(NestedBest.Of([Row("first", 0.8), Row("second", 0.5)], Metric.Accuracy));
    }

    private static ScoreRow Row(string name, params double[] values) => new(name, SeededScores.Of([SeededScoresTests.Run(values)]));
}
