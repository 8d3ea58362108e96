using AttX.Evaluation;

namespace AttX.Tests.Evaluation;

public class ProbabilityScalingTests
{
    [Fact]
    public void A_bias_is_that_of_Platts_targets_where_the_model_knows_nothing()
    {
        Prediction[] same = [Of(0.5f, 1), Of(0.5f, 1), Of(0.5f, 1), Of(0.5f, 0)];
        ProbabilityScaling scaling = ProbabilityScaling.Fit(same, 2, CalibrationKind.TemperatureAndBias);
        double stress = ((3 * (4 / 5.0)) + (1 / 3.0)) / 4; // 3 windows of one class, 1 of the other
        Assert.Equal(stress, scaling.Apply([0.5f, 0.5f])[1], 1e-6);
        Assert.Equal([0.5f, 0.5f], ProbabilityScaling.Fit(same, 2, CalibrationKind.Temperature).Apply([0.5f, 0.5f]));
    }

    [Fact]
    public void A_temperature_makes_a_model_as_sure_as_it_is_right()
    {
        Prediction[] bold = [.. Enumerable.Range(0, 8).Select(i => Of(i < 4 ? 0.9f : 0.1f, i % 4 == 0 == i < 4 ? 0 : 1))]; // right in three of four
        ProbabilityScaling scaling = ProbabilityScaling.Fit(bold, 2, CalibrationKind.Temperature);
        Assert.Equal(Math.Log(2) / Math.Log(9), scaling.Slope, 1e-6); // 2/3, of targets 5/6 and 1/6
        Assert.Equal([0, 0], scaling.Biases);
    }

    [Theory]
    [InlineData(CalibrationKind.Temperature)]
    [InlineData(CalibrationKind.TemperatureAndBias)]
    public void Classes_that_never_mix_have_a_finite_answer(CalibrationKind kind)
    {
        Prediction[] right = [.. Enumerable.Range(0, 30).Select(i => new Prediction(i, i % 3, i % 3, [.. Enumerable.Range(0, 3).Select(c => c == i % 3 ? 0.8f : 0.1f)]))];
        ProbabilityScaling scaling = ProbabilityScaling.Fit(right, 3, kind);
        Assert.True(scaling.Fits(3));
        float[] sure = scaling.Apply([0, 1, 0]);
        Assert.True(sure[1] > 0.99f && sure.All(float.IsFinite));
        Assert.Equal(1, sure.Sum(), 1e-6);
    }

    [Fact]
    public void A_temperature_changes_no_class_and_the_order_of_no_two_windows()
    {
        ProbabilityScaling scaling = new(0.4, [0, 0]);
        float[] scaled = [.. new[] { 0.02f, 0.3f, 0.49f, 0.51f, 0.97f }.Select(p => scaling.Apply([1 - p, p])[1])];
        Assert.Equal(scaled.Order(), scaled);
        Assert.Equal([false, false, false, true, true], scaled.Select(p => p > 0.5f));
    }

    private static Prediction Of(float stress, int label) => new(0, label, stress > 0.5f ? 1 : 0, [1 - stress, stress]);
}
