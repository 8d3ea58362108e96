using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Signals.Tests.Preprocessing;

public sealed class SignalQualityTests
{
    private static SignalQuality Look(Modality modality, int rateHz, params double[] samples) =>
        SignalQuality.Of(new Channel(modality, rateHz, samples));

    [Fact]
    public void Good_signal_has_no_problems()
    {
        SignalQuality quality = Look(Modality.Eda, 100, SyntheticSignal.Create(5_000, 100, 1, 5));
        Assert.Empty(quality.Problems);
        Assert.Equal((5_000, 0, -1, 0.0, 0.0),
            (quality.Samples, quality.MissingCount, quality.FirstMissing, quality.FlatShare, quality.ClippedShare));
    }

    [Fact]
    public void Summary_is_of_the_finite_samples()
    {
        SignalQuality quality = Look(Modality.Bvp, 2, 1, double.NaN, 3, double.NegativeInfinity, 5);
        Assert.Equal((1, 5, 3, 2, 1), (quality.Minimum, quality.Maximum, quality.Mean, quality.MissingCount, quality.FirstMissing));
        Assert.Equal(Math.Sqrt(8.0 / 3), quality.StandardDeviation, 12);
        Assert.Equal(["BVP has 2 missing or infinite values, the first at sample 1 (0.5 s)."], quality.Problems);
    }

    [Fact]
    public void Flat_and_clipped_runs_are_distinguished()
    {
        double[] x = SyntheticSignal.Create(1_000, 100, 1, 5);
        x.AsSpan(100, 100).Fill(4);
        x.AsSpan(300, 20).Fill(9);
        x.AsSpan(400, 4).Fill(9);
        x.AsSpan(500, 20).Fill(5);
        SignalQuality quality = Look(Modality.Eda, 100, x);
        Assert.Equal((0.1, 0.02), (quality.FlatShare, quality.ClippedShare));
        Assert.Equal(2, quality.Problems.Count);
        Assert.StartsWith("EDA is flat for 10", quality.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("EDA sticks to its extremes", quality.Problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Modality.Ecg, 1000, "looks like µV, expected mV")]
    [InlineData(Modality.Ecg, 0.001, "looks like V, expected mV")]
    [InlineData(Modality.Eda, 50, "expected µS between 0 and 100")]
    [InlineData(Modality.Temperature, 20, "expected °C of the skin")]
    public void Implausible_units_are_named(Modality modality, double factor, string expected)
    {
        double[] samples = [.. SyntheticSignal.Create(5_000, 100, 1, 5).Select(v => v * factor)];
        Assert.Contains(expected, Assert.Single(Look(modality, 100, samples).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_constant_and_missing_signals()
    {
        Assert.Equal(["ECG is empty."], Look(Modality.Ecg, 700).Problems);
        Assert.Equal(["ECG is constant (2): was the sensor attached?"], Look(Modality.Ecg, 700, 2, 2, 2).Problems);
        SignalQuality missing = Look(Modality.Ecg, 700, double.NaN, double.NaN);
        Assert.Single(missing.Problems);
        Assert.True(double.IsNaN(missing.Mean));
    }
}
