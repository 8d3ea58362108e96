using AttX.Signals.Features;
using AttX.Signals.Features.Heart;
using AttX.Signals.Modalities;

namespace AttX.Signals.Tests.Features;

/// <summary>What a signal does not carry is missing, and what a window may be.</summary>
public sealed class MissingFeatureTests
{
    [Theory]
    [InlineData(Modality.Ecg, 700)]
    [InlineData(Modality.Eda, 4)]
    [InlineData(Modality.Respiration, 32)]
    [InlineData(Modality.Acceleration, 32)]
    [InlineData(Modality.Emg, 256)]
    public void A_constant_has_levels_but_no_rhythm(Modality modality, int rate)
    {
        double[][] axes = [.. modality.Info().Axes.Select(_ => Enumerable.Repeat(0.5, 70 * rate).ToArray())];
        IReadOnlyDictionary<string, double> features = First(new Channel(modality, rate, axes));
        Assert.All(features.Where(f => f.Key.Contains("hr_") || f.Key.Contains("peak_mean") || f.Key.EndsWith("_peak") || f.Key.Contains("rate") && modality == Modality.Respiration
            || f.Key is "eda_tonic_time" or "eda_scr_amplitude"), f => Assert.Equal(double.NaN, f.Value));
        if (modality == Modality.Eda)
            Assert.Equal((0.5, 0, 0), (features["eda_mean"], features["eda_sd"], features["eda_scr_count"]));
    }

    [Fact]
    public void Windows_with_long_gaps_are_empty_and_others_are_not()
    {
        Channel eda = FeatureInputs.Channel(Modality.Eda, 4);
        Array.Fill(eda.Samples, double.NaN, 0, 4 * 20);
        FeatureMatrix matrix = new FeatureExtractor(FeatureTable.Of(Modality.Eda)).Extract(Recording(eda)).Matrix;
        Assert.Equal([true, false, false], Enumerable.Range(0, matrix.Rows).Select(row => matrix.Row(row).ToArray().All(double.IsNaN)));
    }

    [Fact]
    public void A_channel_that_is_missing_or_all_missing_leaves_its_columns_empty()
    {
        Channel ecg = FeatureInputs.Channel(Modality.Ecg, 130), eda = new(Modality.Eda, 4, [.. Enumerable.Repeat(double.NaN, 4 * 130)]);
        FeatureInfo[] columns = [.. FeatureTable.Of(Modality.Eda), .. FeatureTable.Of(Modality.Ecg), .. FeatureTable.Of(Modality.Temperature)];
        FeatureMatrix matrix = new FeatureExtractor(columns).Extract(Recording(ecg, eda)).Matrix;
        Assert.All(Enumerable.Range(0, columns.Length), i => Assert.Equal(columns[i].Modality != Modality.Ecg, double.IsNaN(matrix.Row(0)[i])));
    }

    [Fact]
    public void A_channel_sampled_too_slowly_is_reported()
    {
        List<string> notes = [];
        Recording recording = Recording(new Channel(Modality.Ecg, 20, new double[20 * 70]));
        RecordingFeatures features = new FeatureExtractor(FeatureTable.Of(Modality.Ecg)).Extract(recording, notes.Add);
        Assert.All(features.Matrix.Values, v => Assert.Equal(double.NaN, v));
        Assert.Equal("S1: ECG (70 s at 20 Hz) is too short or sampled too slowly for its filter: its features are missing.", Assert.Single(notes));
    }

    [Fact]
    public void Spectral_bands_need_two_frequencies()
    {
        Channel ecg = FeatureInputs.Channel(Modality.Ecg, 130);
        var extractor = new FeatureExtractor([FeatureTable.Parse("ecg_lf"), FeatureTable.Parse("ecg_hf")], new FeatureOptions { WindowSeconds = 10, HopSeconds = 10 });
        double[] row = [.. extractor.Extract(Recording(ecg)).Matrix.Row(1)];
        Assert.Equal([true, false], row.Select(double.IsNaN));
    }

    [Fact]
    public void The_last_window_alone_gives_nearly_the_same()
    {
        Channel ecg = FeatureInputs.Channel(Modality.Ecg, 130), eda = FeatureInputs.Channel(Modality.Eda, 4);
        var extractor = new FeatureExtractor([FeatureTable.Parse("ecg_hr_mean"), FeatureTable.Parse("eda_mean")]);
        double[] live = extractor.Extract([Part(ecg, 60), Part(eda, 60)]), offline = [.. extractor.Extract(Recording(ecg, eda)).Matrix.Row(2)];
        Assert.All(live.Zip(offline), pair => Assert.Equal(pair.Second, pair.First, 0.01 * pair.Second));
    }

    [Fact]
    public void Windows_stay_inside_runs_of_labels()
    {
        byte[] codes = [.. Enumerable.Repeat((byte)1, 50), .. Enumerable.Repeat((byte)0, 5), .. Enumerable.Repeat((byte)2, 75)];
        var labels = new LabelTrack(1, codes, new LabelLegend([null, "rest", "stress"]));
        Recording recording = Recording(FeatureInputs.Channel(Modality.Eda, 4)) with { Labels = labels };
        IReadOnlyList<FeatureWindow> windows = FeatureWindow.Cut(recording, new FeatureOptions { WindowSeconds = 30, HopSeconds = 20 });
        Assert.Equal([new(0, "rest"), new(20, "rest"), new(55, "stress"), new(75, "stress"), new(95, "stress")], windows);
    }

    [Theory]
    [InlineData(200, 30, "S1: its signals cover 130 s together, and a window is 200 s long: give a shorter --window.")]
    [InlineData(10, 0.0001, "S1: would have 1200001 windows, at most 100000 are cut: give a longer --hop.")]
    public void Windows_that_do_not_fit_are_refused(double window, double hop, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => FeatureWindow.Cut(
            Recording(FeatureInputs.Channel(Modality.Eda, 4)), new FeatureOptions { WindowSeconds = window, HopSeconds = hop })).Message);

    [Fact]
    public void Intervals_that_no_heart_makes_are_corrected()
    {
        double[] beats = [.. Enumerable.Range(0, 30).Where(i => i != 12).Select(i => 0.8 * i), 15.5];
        IntervalSeries series = new BeatIntervals([.. beats.Order()]).Within(0, 25);
        Assert.Equal(3, series.Corrected); // twice as long where a beat is missed; one cut in two where one is added
        Assert.All(series.Seconds, s => Assert.Equal(0.8, s, 1e-9));
    }

    private static IReadOnlyDictionary<string, double> First(Channel channel)
    {
        FeatureMatrix matrix = new FeatureExtractor(FeatureTable.Of(channel.Modality)).Extract(Recording(channel)).Matrix;
        double[] row = [.. matrix.Row(0)];
        return matrix.Columns.Index().ToDictionary(c => c.Item.Name, c => row[c.Index]);
    }

    private static Channel Part(Channel channel, int startSeconds) =>
        channel with { Axes = [.. channel.Axes.Select(a => a[(startSeconds * channel.SamplingRateHz)..((startSeconds + 60) * channel.SamplingRateHz)])] };

    private static Recording Recording(params Channel[] channels) => new("S1", Device.Chest, channels, LabelTrack.None);
}
