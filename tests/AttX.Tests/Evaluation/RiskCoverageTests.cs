using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class RiskCoverageTests
{
    [Fact]
    public void Equals_what_is_computed_by_hand()
    {
        RiskCoverage curve = RiskCoverage.Of([Of(0.6f, 0), Of(0.9f, 1), Of(0.8f, 1), Of(0.8f, 0)]);
        Assert.Equal([1, 2 / 3.0, 0.5], curve.Points.Select(p => p.Accuracy));
        Assert.Equal([0.25, 0.75, 1], curve.Points.Select(p => p.Coverage));
        Assert.Equal((1 + (2 * (2 / 3.0)) + 0.5) / 4, curve.Area, 1e-12);
        Assert.Equal((0.75, 0.8, 1), (curve.At(0.5).Coverage, curve.At(0.75).Threshold, curve.At(0.1).Accuracy), (a, b) =>
            Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6 && a.Item3 == b.Item3);
    }

    [Fact]
    public void A_subject_whose_stress_is_expected_too_often_has_an_excess()
    {
        SubjectReliability reliability = SubjectReliability.Of([Of(0.75f, 1), Of(0.75f, 0), Of(0.5f, 0), Of(0.5f, 0)], label: 1);
        Assert.Equal((4, 0.625, 0.25, 0.375), (reliability.Windows, reliability.MeanProbability, reliability.Share, reliability.Excess));
    }

    private static Prediction Of(float stress, int label) => new(0, label, 1, [1 - stress, stress]);
}
