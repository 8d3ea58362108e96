using AttX.Signals.Features;

namespace AttX.Signals.Tests.Features;

public class FeaturePreparationTests
{
    private const double Missing = double.NaN;

    [Fact]
    public void A_missing_value_is_the_training_rows_median_and_columns_are_standardised()
    {
        var preparation = FeaturePreparation.Fit([1, 7, 2, 7, Missing, 7, 9, 7], ["a", "b"]);
        Assert.Equal([2, 7], preparation.Medians);
        Assert.Equal(3.5, preparation.Means[0]);
        Assert.Equal(Math.Sqrt(((2.5 * 2.5) + (1.5 * 1.5) + (1.5 * 1.5) + (5.5 * 5.5)) / 4), preparation.Deviations[0], 1e-15);
        double[] row = new double[2];
        preparation.Apply([Missing, 8], row);
        Assert.Equal([-1.5 / preparation.Deviations[0], 1], row);
    }

    [Fact]
    public void A_column_without_a_value_is_named()
    {
        var error = Assert.Throws<InvalidDataException>(() => FeaturePreparation.Fit([1, Missing, 2, Missing], ["a", "b"]));
        Assert.Equal("Feature b has no value in any of 2 training windows: leave it out.", error.Message);
    }

    [Fact]
    public void Columns_without_two_values_do_not_vary() =>
        Assert.Equal([1], FeaturePreparation.Varying([7, 1, Missing, 7, 2, Missing, Missing, Missing, Missing], 3));

    [Fact]
    public void What_a_file_claims_is_checked()
    {
        Assert.Null(new FeaturePreparation([1], [0], [0], [1]).Problem(2));
        Assert.Equal("a column is not one of 1", new FeaturePreparation([1], [0], [0], [1]).Problem(1));
        Assert.Equal("means holds 2 numbers, expected 1", new FeaturePreparation([0], [0], [0, 0], [1]).Problem(1));
        Assert.Equal("medians holds a number that is not finite", new FeaturePreparation([0], [Missing], [0], [1]).Problem(1));
        Assert.Equal("a deviation is not positive", new FeaturePreparation([0], [0], [0], [0]).Problem(1));
    }
}
