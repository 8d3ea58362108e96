using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class BaselinesTests
{
    [Fact]
    public void The_majority_is_learnt_from_the_training_subjects()
    {
        FoldScores scores = Baselines.MajorityClass(new FoldLabels("S2", [3, 7], [60, 40]));
        Assert.Equal((3, 7), (scores.Confusion[0, 0], scores.Confusion[1, 0]));
        Assert.Equal((0.3, 0.5), (scores.Scores.Accuracy, scores.Scores.BalancedAccuracy));
        Assert.Equal(7, Baselines.MajorityClass(new FoldLabels("S2", [3, 7, 0], [40, 40, 2])).Confusion[1, 0]);
    }

    /// <summary>Enumerates every sequence of guesses, weighted by its probability.</summary>
    [Theory]
    [InlineData(new[] { 4, 3 }, new[] { 7, 3 })]
    [InlineData(new[] { 5, 0 }, new[] { 1, 1 })]
    [InlineData(new[] { 3, 2, 2 }, new[] { 5, 3, 2 })]
    [InlineData(new[] { 4, 2, 0 }, new[] { 5, 0, 5 })]
    [InlineData(new[] { 0, 6, 0 }, new[] { 2, 1, 4 })]
    public void Guessing_scores_the_average_of_all_sequences_of_guesses(int[] test, int[] training)
    {
        int[] truth = [.. test.SelectMany((n, c) => Enumerable.Repeat(c, n))];
        Dictionary<Metric, double> expected = Enum.GetValues<Metric>().ToDictionary(m => m, _ => 0.0);
        for (int code = 0; code < Math.Pow(test.Length, truth.Length); code++)
        {
            int[] guesses = [.. truth.Select((_, i) => code / (int)Math.Pow(test.Length, i) % test.Length)];
            double probability = guesses.Aggregate(1.0, (p, guess) => p * training[guess] / training.Sum());
            ClassificationScores scores = ClassificationScores.Of(ConfusionMatrix.Of(truth.Zip(guesses), test.Length));
            foreach (Metric metric in expected.Keys)
                expected[metric] += probability * scores[metric];
        }

        SubjectScores guessing = Baselines.Proportional(new FoldLabels("S2", test, training));
        Assert.All(expected, e => Assert.Equal(e.Value, guessing.Scores[e.Key], 1e-13));
    }

    [Fact]
    public void Accuracy_and_balanced_accuracy_of_a_whole_recording_have_their_closed_forms()
    {
        ClassificationScores scores = Baselines.Proportional(new FoldLabels("S2", [228, 123, 72], [3200, 1800, 1000])).Scores;
        Assert.Equal(((228 * 3200.0) + (123 * 1800) + (72 * 1000)) / 6000 / 423, scores.Accuracy, 1e-11);
        Assert.Equal(1 / 3.0, scores.BalancedAccuracy, 1e-11);
    }

    [Fact]
    public void The_base_rate_s_Brier_score_is_that_of_the_training_shares_as_probabilities()
    {
        FoldLabels[] folds = [new("S2", [3, 1], [60, 40]), new("S3", [1, 1], [1, 3])];
        Prediction[] constant = [.. folds.SelectMany(f => f.Test.SelectMany((n, label) => Enumerable.Repeat(
            new Prediction(0, label, 0, [.. f.Training.Select(t => (float)t / f.Training.Sum())]), n)))];
        Assert.Equal(Calibration.Of(constant).BrierScore, Baselines.BaseRateBrier(folds), 1e-7);
        Assert.Equal(2 / 3.0, Baselines.BaseRateBrier([new("S2", [1, 1, 1], [2, 2, 2])]), 1e-12);
        Assert.Throws<ArgumentException>(() => Baselines.BaseRateBrier([new("S2", [1, 1], [0, 0])]));
        Assert.Throws<ArgumentException>(() => Baselines.BaseRateBrier([new("S2", [0, 0], [1, 1])]));
    }

    [Fact]
    public void A_finished_run_holds_what_the_baselines_need()
    {
        FoldScores[] folds = [.. new[] { (2, 1), (4, 3), (5, 0) }.Select((n, i) => new FoldScores($"S{i}", ConfusionMatrix.Of(
            [.. Enumerable.Repeat((0, 1), n.Item1), .. Enumerable.Repeat((1, 1), n.Item2)], 2)))];
        IReadOnlyList<FoldLabels> labels = FoldLabels.Of(folds);
        Assert.Equal([4, 3], labels[1].Test);
        Assert.Equal([7, 1], labels[1].Training);
        Assert.Equal(["S0", "S1", "S2"], labels.Select(l => l.Subject));
    }

    [Fact]
    public void A_fold_without_windows_has_no_baseline() => Assert.Contains(
        "S2 has 0 test and 3 training windows", Assert.Throws<ArgumentException>(() => Baselines.Proportional(new FoldLabels("S2", [0, 0], [1, 2]))).Message);
}
