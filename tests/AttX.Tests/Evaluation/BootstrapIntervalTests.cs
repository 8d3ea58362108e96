using AttX.Evaluation;
using AttX.Ground;

namespace AttX.Tests.Evaluation;

public class BootstrapIntervalTests
{
    private static readonly BootstrapCase[] Golden = StatisticsGolden.Read().Bootstrap;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.Length)];

    /// <summary>A quantile of 100 000 resamples has a standard error of about 0.009 of the mean's (at 2.5 %); five of them are allowed.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_SciPy_within_the_error_of_drawing(int index)
    {
        BootstrapCase expected = Golden[index];
        double allowed = 0.045 * Moments.StandardDeviation(expected.Values) / Math.Sqrt(expected.Values.Length);
        Interval interval = BootstrapInterval.Of(expected.Values, expected.Confidence, 100_000, 1);
        Assert.Equal(expected.Low, interval.Low, allowed);
        Assert.Equal(expected.High, interval.High, allowed);
    }

    [Fact]
    public void The_seed_determines_the_interval()
    {
        double[] values = [0.7, 0.81, 0.92, 0.99];
        Interval first = BootstrapInterval.Of(values, 0.95, 500, 1);
        Assert.Equal(first, BootstrapInterval.Of(values, 0.95, 500, 1));
        Assert.NotEqual(first, BootstrapInterval.Of([.. values, 0.5], 0.95, 500, 1));
        Assert.NotEqual(BootstrapInterval.Of(values, 0.5, 501, 1), BootstrapInterval.Of(values, 0.5, 501, 2));
    }

    [Fact]
    public void It_contains_the_mean_stays_within_the_values_widens_with_confidence_and_shrinks_with_subjects()
    {
        var random = new Rng(5);
        for (int trial = 0; trial < 20; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 5 + trial).Select(_ => random.NextDouble())];
            Interval wide = BootstrapInterval.Of(values, 0.95, 2000, 7), narrow = BootstrapInterval.Of(values, 0.5, 2000, 7);
            Interval more = BootstrapInterval.Of([.. values, .. values, .. values, .. values], 0.95, 2000, 7);
            Assert.InRange(values.Average(), narrow.Low, narrow.High);
            Assert.True(values.Min() <= wide.Low && wide.Low < narrow.Low && narrow.High < wide.High && wide.High <= values.Max());
            Assert.InRange((more.High - more.Low) / (wide.High - wide.Low), 0.4, 0.6);
        }
    }

    [Fact]
    public void Quantiles_between_two_resamples_are_interpolated()
    {
        double Width(double confidence)
        {
            Interval interval = BootstrapInterval.Of([0, 1, 2], confidence, 2, 1);
            return interval.High - interval.Low;
        }

        Assert.InRange(Width(0.4), 0.1, 1);
        Assert.Equal(2 * Width(0.4), Width(0.8), 1e-14);
    }

    [Fact]
    public void Values_without_spread_give_a_point() =>
        Assert.Equal(new Interval(1, 1), BootstrapInterval.Of([1, 1, 1], 0.95, 100, 1));

    [Fact]
    public void Invalid_input_of_an_interval_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BootstrapInterval.Of([], 0.95, 100, 1));
        Assert.Throws<ArgumentException>(() => BootstrapInterval.Of([double.NaN], 0.95, 100, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BootstrapInterval.Of([1], 1, 100, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BootstrapInterval.Of([1], 0.95, 0, 1));
    }
}
