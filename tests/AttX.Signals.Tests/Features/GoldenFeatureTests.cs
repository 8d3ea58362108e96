using AttX.Signals.Features;
using AttX.Signals.Features.Heart;
using AttX.Signals.Features.Skin;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Signals.Tests.Features;

/// <summary>Every feature of every modality against NumPy and SciPy (tests/golden/make_features.py).</summary>
public sealed class GoldenFeatureTests
{
    private static readonly IReadOnlyDictionary<string, NpyArray> s_golden = NpyArray.ReadGolden("signals", "features.npz");

    [Theory]
    [InlineData(Modality.Ecg, 700)]
    [InlineData(Modality.Ecg, 130)]
    [InlineData(Modality.Bvp, 64)]
    [InlineData(Modality.Eda, 700, EdaDecomposition.HighPass)]
    [InlineData(Modality.Eda, 4, EdaDecomposition.HighPass)]
    [InlineData(Modality.Eda, 700, EdaDecomposition.Convex, 2e-4)]
    [InlineData(Modality.Eda, 4, EdaDecomposition.Convex, 2e-4)]
    [InlineData(Modality.Respiration, 700)]
    [InlineData(Modality.Temperature, 700)]
    [InlineData(Modality.Temperature, 4)]
    [InlineData(Modality.Acceleration, 700)]
    [InlineData(Modality.Acceleration, 32)]
    [InlineData(Modality.Emg, 700)]
    [InlineData(Modality.Emg, 256)]
    public void Features_equal_scipys(Modality modality, int rate, EdaDecomposition? decomposition = null, double tolerance = 1e-7)
    {
        string key = $"{modality.Info().Name}_{rate}" + (decomposition is { } method ? $"_{method}".ToLowerInvariant() : "");
        var extractor = new FeatureExtractor(FeatureTable.Of(modality), new FeatureOptions { EdaDecomposition = decomposition ?? default });
        FeatureMatrix actual = extractor.Extract(FeatureInputs.Recording(Device.Chest, modality, rate)).Matrix;
        NpyArray expected = s_golden[key];
        Assert.Equal(expected.Shape, new[] { actual.Rows, actual.Columns.Count });
        string[] wrong = [.. expected.Values.Zip(actual.Values).Index()
            .Where(v => !(Math.Abs(v.Item.First - v.Item.Second) <= tolerance * Math.Max(1e-2, Math.Abs(v.Item.First))) && !(double.IsNaN(v.Item.First) && double.IsNaN(v.Item.Second)))
            .Select(v => $"{actual.Columns[v.Index % actual.Columns.Count].Name}: {v.Item.Second:R}, expected {v.Item.First:R}")];
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(700)]
    [InlineData(130)]
    public void Beats_are_scipys(int rate) =>
        SignalAssert.Close(s_golden[$"ecg_{rate}_beats"].Values, BeatDetector.Detect(FeatureInputs.Channel(Modality.Ecg, rate)), 1e-9, "beats");
}
