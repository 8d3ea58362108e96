using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class ScoresTests
{
    private const double Exact = 1e-15;

    [Fact]
    public void A_binary_matrix_scores_as_computed_by_hand()
    {
        // 4 right and 1 wrong of class 0; 2 right and 3 wrong of class 1. F1: 8/(8+3+1) and 4/(4+1+3).
        ConfusionMatrix confusion = Matrix(2, (0, 0, 4), (0, 1, 1), (1, 0, 3), (1, 1, 2));
        ClassificationScores scores = ClassificationScores.Of(confusion);
        Assert.Equal(0.6, scores.Accuracy, Exact);
        Assert.Equal((8 / 12.0 + 4 / 8.0) / 2, scores.MacroF1, Exact);
        Assert.Equal((5 * 8 / 12.0 + 5 * 4 / 8.0) / 10, scores.WeightedF1, Exact);
        Assert.Equal((4 / 5.0 + 2 / 5.0) / 2, scores.BalancedAccuracy, Exact);
        Assert.Equal(1, confusion[0, 1]);
        Assert.Equal(3, confusion[1, 0]);
    }

    [Fact]
    public void Three_classes_weigh_by_how_often_each_occurs()
    {
        ClassificationScores scores = ClassificationScores.Of(Matrix(3, (0, 0, 6), (0, 2, 2), (1, 1, 3), (1, 0, 1), (2, 2, 1), (2, 1, 1)));
        double f0 = 12 / (12.0 + 2 + 1), f1 = 6 / (6.0 + 1 + 1), f2 = 2 / (2.0 + 1 + 2);
        Assert.Equal(10 / 14.0, scores.Accuracy, Exact);
        Assert.Equal((f0 + f1 + f2) / 3, scores.MacroF1, Exact);
        Assert.Equal((8 * f0 + 4 * f1 + 2 * f2) / 14, scores.WeightedF1, Exact);
        Assert.Equal((6 / 8.0 + 3 / 4.0 + 1 / 2.0) / 3, scores.BalancedAccuracy, Exact);
    }

    [Fact]
    public void A_class_that_is_predicted_but_never_occurs_counts_as_zero_in_F1_and_has_no_recall()
    {
        ClassificationScores scores = ClassificationScores.Of(Matrix(2, (0, 0, 3), (0, 1, 1)));
        Assert.Equal((2 * 3 / 7.0 + 0) / 2, scores.MacroF1, Exact);
        Assert.Equal(3 / 4.0, scores.BalancedAccuracy, Exact);
    }

    [Fact]
    public void Every_score_has_its_name()
    {
        ClassificationScores scores = new(1, 2, 3, 4);
        Assert.Equal([1.0, 2, 3, 4], Enum.GetValues<Metric>().Select(m => scores[m]));
    }

    [Fact]
    public void A_class_that_neither_occurs_nor_is_predicted_is_left_out()
    {
        ClassificationScores scores = ClassificationScores.Of(Matrix(3, (0, 0, 3), (1, 1, 1)));
        Assert.Equal(new ClassificationScores(1, 1, 1, 1), scores);
    }

    [Fact]
    public void An_empty_matrix_has_no_scores() => Assert.Throws<ArgumentException>(() => ClassificationScores.Of(Matrix(2)));

    [Fact]
    public void A_class_index_out_of_range_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of([(0, 2)], 2));

    [Fact]
    public void The_summary_is_the_mean_the_sample_deviation_and_the_pooled_windows()
    {
        FoldScores small = new("S2", Matrix(2, (0, 0, 1), (1, 1, 1))), large = new("S3", Matrix(2, (0, 0, 4), (1, 0, 4)));
        ScoreSummary summary = ScoreSummary.Of([small, large]);
        Assert.Equal(0.75, summary.Mean.Accuracy, Exact);
        Assert.Equal(Math.Sqrt(0.125), summary.StandardDeviation.Accuracy, Exact);
        Assert.Equal(0.6, summary.Pooled.Accuracy, Exact);
        Assert.Equal(10, small.Windows + large.Windows);
    }

    [Fact]
    public void Every_subject_is_left_out_once()
    {
        IReadOnlyList<Fold> folds = LeaveOneSubjectOut.Folds(["S2", "S3", "S10"]);
        Assert.Equal(["S2", "S3", "S10"], folds.SelectMany(f => f.TestSubjects));
        Assert.All(folds, f => Assert.True(f.IsOfOneSubject));
        Assert.Equal(["S2", "S10"], folds[1].TrainingSubjects);
    }

    [Fact]
    public void One_subject_is_too_few() =>
        Assert.Contains("at least 2 subjects, got 1 (S5)", Assert.Throws<InvalidDataException>(() => LeaveOneSubjectOut.Folds(["S5"])).Message);

    private static ConfusionMatrix Matrix(int classes, params (int Truth, int Predicted, int Count)[] cells) =>
        ConfusionMatrix.Of(cells.SelectMany(c => Enumerable.Repeat((c.Truth, c.Predicted), c.Count)), classes);
}
