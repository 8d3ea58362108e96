using AttX.Signals.Features;
using AttX.Training;

namespace AttX.Tests.Training;

public class FeatureInputTests
{
    // Feature 1 is not told apart; 2 is of branch 0, 3 of branch 1, and 0 of a sensor that is no branch's.
    private static readonly FeatureInput Input = new(["a", "b", "c", "d"], new FeaturePreparation([0, 2, 3], [5, 0, 1], [1, 0, 2], [2, 1, 0.5]), [-1, -1, 0, 1]);

    [Fact]
    public void Features_are_standardised_and_cut() => Assert.Equal([1, 0, -5, 5], Applied([3, 99, -70, 1e300]));

    [Fact]
    public void A_missing_value_is_the_median() => Assert.Equal([2, 0, 0, -2], Applied([double.NaN, 1, double.PositiveInfinity, double.NaN]));

    [Fact]
    public void Features_of_an_absent_sensor_are_missing() => Assert.Equal([1, 0, 3, -2], Applied([3, 4, 3, 3], present: [true, false]));

    private static float[] Applied(double[] features, bool[]? present = null)
    {
        float[] input = [7, 7, 7, 7];
        Input.Apply(features, present ?? [], input);
        return input;
    }
}
