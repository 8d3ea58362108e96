using System.Text.Json;
using AttX.Signals.Features.Plain;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Signals.Tests.Features.Plain;

public class PlainFeaturesTests
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private static readonly BaselineGolden Golden = JsonSerializer.Deserialize<BaselineGolden>(
        File.ReadAllText(Path.Combine(RealData.RepositoryRoot, "tests", "golden", "baseline.json")), CamelCase)!;

    private static readonly Recording Recording = new("S2", Device.Wrist,
        [new(Modality.Bvp, 64, Golden.Pulse), new(Modality.Eda, 4, Golden.Eda), new(Modality.Temperature, 4, Golden.Temperature)], LabelTrack.None);

    [Theory]
    [InlineData(FeatureScale.None)]
    [InlineData(FeatureScale.Session)]
    [InlineData(FeatureScale.Running)]
    public void The_features_are_SciPys(FeatureScale scale)
    {
        double[] expected = scale switch { FeatureScale.None => Golden.None, FeatureScale.Session => Golden.Session, _ => Golden.Running };
        double[] starts = [.. Enumerable.Range(0, expected.Length / PlainFeatures.Names.Count).Select(i => Golden.HopSeconds * i)];
        double[] actual = PlainFeatures.Of(Recording, starts, Golden.WindowSeconds, scale);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 1e-7 * Math.Max(1, Math.Abs(expected[i])),
                $"window {i / 10}, {PlainFeatures.Names[i % 10]}: {actual[i]:R}, expected {expected[i]:R}");
    }

    [Fact]
    public void A_window_alone_has_the_same_skin_and_temperature_and_lacks_what_it_has_no_signal_of()
    {
        int seconds = (int)Golden.WindowSeconds;
        Channel[] window = [.. Recording.Channels.Select(c => c with { Axes = [c.Samples[..(seconds * c.SamplingRateHz)]] })];
        double[] features = PlainFeatures.OfWindow(window);
        for (int i = 2; i < features.Length; i++)
            Assert.Equal(Golden.None[i], features[i], 1e-7);
        Assert.InRange(features[0], 0.9 * Golden.None[0], 1.1 * Golden.None[0]);
        Assert.Equal([double.NaN, double.NaN, .. features[2..]], PlainFeatures.OfWindow(window[1..]));
        window[1].Samples.AsSpan(0, window[1].Length / 2).Fill(double.NaN);
        Assert.All(PlainFeatures.OfWindow(window)[2..8], x => Assert.True(double.IsNaN(x)));
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Assert.Equal($"S2: no {Modality.Temperature.Info().Label}, which the linear baseline needs.", Assert.Throws<InvalidDataException>(() =>
            PlainFeatures.Of(Recording with { Channels = [.. Recording.Channels.Take(2)] }, [0], 10, FeatureScale.None)).Message);
        Assert.Contains("a window from 145 s of 10 s is no part of", Assert.Throws<InvalidDataException>(() =>
            PlainFeatures.Of(Recording, [145], 10, FeatureScale.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_pulse_the_ECG_gives_the_beats()
    {
        const int rate = 250;
        double[] ecg = new double[rate * 60];
        for (int beat = 1; beat < 75; beat++)
            for (int i = -10; i <= 10; i++)
                ecg[(beat * 200) + i] = Math.Exp(-0.05 * i * i);
        Recording chest = Recording with { Channels = [new Channel(Modality.Ecg, rate, ecg), .. Recording.Channels.Skip(1)] };
        double[] features = PlainFeatures.Of(chest, [10, 20], 10, FeatureScale.None);
        Assert.Equal(75, features[0], 0.5);
        Assert.Equal(PlainFeatures.Of(Recording, [10, 20], 10, FeatureScale.None)[2..10], features[2..10]);
    }

    private sealed record BaselineGolden(
        double[] Pulse, double[] Eda, double[] Temperature, double WindowSeconds, double HopSeconds, double[] None, double[] Session, double[] Running);
}
