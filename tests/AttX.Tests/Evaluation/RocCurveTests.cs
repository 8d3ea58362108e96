using AttX.Evaluation;
using AttX.Ground;

namespace AttX.Tests.Evaluation;

public class RocCurveTests
{
    [Fact]
    public void The_area_is_SciPys_Mann_Whitney_statistic()
    {
        foreach (AreaCase golden in StatisticsGolden.Read().Areas)
            Assert.Equal(golden.Area, RocCurve.Of(golden.Scores, golden.Positive)!.Area, 1e-14);
    }

    [Fact]
    public void Equal_scores_share_one_step()
    {
        RocCurve curve = RocCurve.Of([0.9, 0.5, 0.5, 0.5, 0.1], [true, true, false, false, true])!;
        Assert.Equal(
            [new RocPoint(0, 0, double.PositiveInfinity), new(0, 1 / 3.0, 0.9), new(1, 2 / 3.0, 0.5), new(1, 1, 0.1)], curve.Points);
        Assert.Equal((1 + 0.5) / 3, curve.Area, 1e-15);
    }

    [Fact]
    public void The_area_counts_pairs_and_is_that_under_the_points()
    {
        var random = new Rng(11);
        for (int trial = 0; trial < 50; trial++)
        {
            double[] scores = [.. Enumerable.Range(0, 30).Select(_ => random.NextInt(trial + 1) / 7.0)];
            bool[] positive = [.. scores.Select((_, i) => i == 0 || (i > 1 && random.NextInt(3) == 0))];
            RocCurve curve = RocCurve.Of(scores, positive)!;
            var pairs = from i in Enumerable.Range(0, 30)
                        where positive[i]
                        from j in Enumerable.Range(0, 30)
                        where !positive[j]
                        select scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            Assert.Equal(pairs.Average(), curve.Area, 1e-14);
            Assert.Equal(curve.Area, curve.Points.Zip(curve.Points.Skip(1),
                (a, b) => (b.FalsePositiveRate - a.FalsePositiveRate) * (a.TruePositiveRate + b.TruePositiveRate) / 2).Sum(), 1e-13);
            Assert.Equal((1.0, 1.0), (curve.Points[^1].FalsePositiveRate, curve.Points[^1].TruePositiveRate));
        }
    }

    [Fact]
    public void Curves_of_several_models_are_averaged_at_each_false_positive_rate()
    {
        // One model is always right, on whatever scale; the other never: at every rate between, the mean is one half.
        RocCurve right = RocCurve.Of([0.9, 0.8, 0.2], [true, true, false])!, wrong = RocCurve.Of([90, 10, 20], [false, true, true])!;
        RocCurve mean = RocCurve.Mean([right, null, wrong])!;
        Assert.Equal(0.5, mean.Area);
        Assert.Equal([(0, 0), (0, 0.5), (1, 0.5), (1, 1)], mean.Points.Select(p => (p.FalsePositiveRate, p.TruePositiveRate)));
        // Between a curve's points it is a straight line: half a step of a tie.
        RocCurve tied = RocCurve.Of([1, 1], [true, false])!, stepped = RocCurve.Of([3, 2, 1], [false, true, false])!;
        Assert.Equal([(0, 0), (0, 0), (0.5, 0.25), (0.5, 0.75), (1, 1), (1, 1)], RocCurve.Mean([tied, stepped])!.Points.Select(p => (p.FalsePositiveRate, p.TruePositiveRate)));
        Assert.Same(right, RocCurve.Mean([right]));
        Assert.Null(RocCurve.Mean([null]));
    }

    [Fact]
    public void One_class_alone_has_no_curve()
    {
        Assert.Null(RocCurve.Of([0.1, 0.2], [true, true]));
        Assert.Null(RocCurve.Of([0.1, 0.2], [false, false]));
        Assert.Null(RocCurve.MacroArea([new Prediction(0, 1, 1, [0.2f, 0.8f])], 2));
    }

    [Fact]
    public void The_macro_area_is_the_mean_over_the_classes_that_have_a_curve()
    {
        // Class 0 ranks its window above the others', class 1 between them; class 2 never occurs.
        Prediction[] predictions =
            [new(0, 0, 0, [0.6f, 0.3f, 0.1f]), new(5, 1, 1, [0.2f, 0.4f, 0.4f]), new(10, 0, 1, [0.4f, 0.5f, 0.1f])];
        Assert.Equal(1, RocCurve.OfClass(predictions, 0)!.Area);
        Assert.Equal(0.5, RocCurve.OfClass(predictions, 1)!.Area);
        Assert.Equal(0.75, RocCurve.MacroArea(predictions, 3));
    }

    [Fact]
    public void Scores_that_cannot_be_ranked_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RocCurve.Of([0.1], [true, false]));
        Assert.Throws<ArgumentException>(() => RocCurve.Of([0.1, double.NaN], [true, false]));
    }
}
