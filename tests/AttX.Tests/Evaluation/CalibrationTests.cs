using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class CalibrationTests
{
    [Fact]
    public void Equals_NumPy_for_two_and_three_classes()
    {
        foreach (CalibrationCase golden in StatisticsGolden.Read().Calibration)
        {
            Calibration calibration = Calibration.Of(
                [.. golden.Label.Select((label, i) => new Prediction(i, label, golden.Predicted[i], golden.Probabilities[i]))]);
            Assert.Equal(golden.Brier, calibration.BrierScore, 1e-7); // probabilities are single precision
            Assert.Equal(golden.Error, calibration.ExpectedError, 1e-14);
            Assert.Equal(golden.Bins.Select(b => (b.Bin / 10.0, (b.Bin + 1) / 10.0, b.Count)), calibration.Bins.Select(b => (b.Low, b.High, b.Count)));
            Assert.All(golden.Bins.Zip(calibration.Bins), b => Assert.Equal(b.First.Confidence, b.Second.MeanConfidence, 1e-14));
            Assert.All(golden.Bins.Zip(calibration.Bins), b => Assert.Equal(b.First.Accuracy, b.Second.Accuracy, 1e-14));
        }
    }

    [Fact]
    public void Two_classes_score_as_computed_by_hand()
    {
        Calibration calibration = Calibration.Of([Stress(0.75f, 1), Stress(0.75f, 0), Stress(0.25f, 0), Stress(1, 1)]);
        Assert.Equal((0.0625 + 0.5625 + 0.0625) / 4, calibration.BrierScore, 1e-15);
        Assert.Equal([new ReliabilityBin(0.7, 0.8, 3, 0.75, 2 / 3.0), new ReliabilityBin(0.9, 1, 1, 1, 1)], calibration.Bins);
        Assert.Equal(3 * (0.75 - (2 / 3.0)) / 4, calibration.ExpectedError, 1e-15);
    }

    [Fact]
    public void A_bound_belongs_to_the_bin_below_it_and_rounding_stays_inside() => Assert.Equal(
        [0.5, 1], Calibration.Of([Stress(0.5f, 1), Stress(1.0000001f, 1)]).Bins.Select(b => b.High));

    [Fact]
    public void Certain_and_right_is_perfect_certain_and_wrong_is_the_worst()
    {
        Calibration right = Calibration.Of([Stress(1, 1), Stress(0, 0)]), wrong = Calibration.Of([Stress(1, 0), Stress(0, 1)]);
        Assert.Equal((0.0, 0.0), (right.BrierScore, right.ExpectedError));
        Assert.Equal((1.0, 1.0), (wrong.BrierScore, wrong.ExpectedError));
        Assert.Equal(2, Calibration.Of([new Prediction(0, 0, 2, [0, 0, 1])]).BrierScore);
    }

    [Fact]
    public void Calibration_of_no_predictions_is_refused() => Assert.Throws<ArgumentException>(() => Calibration.Of([]));

    private static Prediction Stress(float probability, int label) => new(0, label, probability > 0.5f ? 1 : 0, [1 - probability, probability]);
}
