using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class SeededScoresTests
{
    private const double Exact = 1e-15;

    [Fact]
    public void Mean_and_deviations_are_taken_over_subjects_and_seeds()
    {
        MetricSummary accuracy = SeededScores.Of([Run(0.5, 0.9), Run(0.7, 0.7), Run(0.9, 0.8)])[Metric.Accuracy];
        Assert.Equal(0.75, accuracy.Mean, Exact);
        Assert.Equal([0.7, 0.8], accuracy.PerSubject.Select(v => Math.Round(v, 14)));
        Assert.Equal(0.1 / Math.Sqrt(2), accuracy.SubjectDeviation, Exact);
        Assert.Equal(Math.Sqrt(0.015 / 2), accuracy.SeedDeviation!.Value, Exact); // of 0.7, 0.7, 0.85
        Assert.Equal(MeanInterval.Of(accuracy.PerSubject, 0.95), accuracy.Interval);
        Assert.Equal([[0.5, 0.9], [0.7, 0.7], [0.9, 0.8]], accuracy.PerSeed);
    }

    [Fact]
    public void Metrics_are_summarised_separately()
    {
        SeededScores scores = SeededScores.Of([[new SubjectScores("S2", new ClassificationScores(0.1, 0.2, 0.3, 0.4))]]);
        Assert.Equal([0.1, 0.2, 0.3, 0.4], Enum.GetValues<Metric>().Select(m => scores[m].Mean));
    }

    [Fact]
    public void One_seed_has_no_spread_over_seeds_and_one_subject_none_over_subjects()
    {
        SeededScores scores = SeededScores.Of([Run(0.5)]);
        Assert.Equal((0.0, null, 1), (scores[Metric.MacroF1].SubjectDeviation, scores[Metric.MacroF1].SeedDeviation, scores.Seeds));
        Assert.Equal(new Interval(0.5, 0.5), scores[Metric.MacroF1].Interval);
    }

    [Fact]
    public void A_run_gives_the_same_mean_and_deviation_as_its_own_summary()
    {
        FoldScores[] folds = [.. new[] { (3, 1), (5, 2), (4, 4) }.Select((n, i) => new FoldScores($"S{i}", ConfusionMatrix.Of(
            [.. Enumerable.Repeat((0, 0), n.Item1), .. Enumerable.Repeat((1, 0), n.Item2), (1, 1)], 2)))];
        SeededScores scores = SeededScores.Of([folds]);
        ScoreSummary summary = ScoreSummary.Of(folds);
        Assert.All(Enum.GetValues<Metric>(), m => Assert.Equal(
            (summary.Mean[m], summary.StandardDeviation[m]), (scores[m].Mean, scores[m].SubjectDeviation)));
    }

    [Fact]
    public void Runs_of_different_subjects_are_refused()
    {
        Assert.Contains("Run 2 scores S0, run 1 S0 S1",
            Assert.Throws<InvalidDataException>(() => SeededScores.Of([Run(0.5, 0.6), Run(0.5)])).Message);
        Assert.Throws<InvalidDataException>(() => SeededScores.Of([]));
    }

    /// <summary>Creates one run, of subjects S0, S1, … with the same value for every score.</summary>
    internal static IReadOnlyList<SubjectScores> Run(params double[] values) =>
        [.. values.Select((v, i) => new SubjectScores($"S{i}", new ClassificationScores(v, v, v, v)))];
}
