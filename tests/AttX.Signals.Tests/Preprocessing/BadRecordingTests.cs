using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

/// <summary>Each kind of bad data gives one sentence: whose, what, where, what to do.</summary>
public sealed class BadRecordingTests
{
    private static Recording With(Recording recording, int channel, Func<double[], double[]> change)
    {
        Channel[] channels = [.. recording.Channels];
        channels[channel] = channels[channel] with { Samples = change([.. channels[channel].Samples]) };
        return recording with { Channels = channels };
    }

    private static Func<double[], double[]> Set(int start, int count, double value) => x =>
    {
        x.AsSpan(start, count).Fill(value);
        return x;
    };

    private static void AssertRefused(Recording recording, string message, PreprocessingOptions? options = null)
    {
        Preprocessor preprocessor = new(options ?? ChainGolden.Options(recording.Device));
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => preprocessor.Process(recording)).Message);
    }

    private static PreprocessingOptions Interpolating(Device device) => ChainGolden.Options(device) with { Gaps = GapPolicy.Interpolate };

    [Fact]
    public void Chest_signal_that_is_longer_than_the_labels()
    {
        Recording chest = ChainGolden.Recording(Device.Chest);
        int n = chest.Labels.Codes.Length;
        AssertRefused(With(chest, 0, x => [.. x, 0]), $"S5: chest/ECG has {n + 1} samples but label has {n}.");
    }

    [Fact]
    public void Missing_channel_and_other_device()
    {
        Recording wrist = ChainGolden.Recording(Device.Wrist);
        AssertRefused(wrist with { Channels = [wrist.Channels[0]] }, "S5: there is no wrist/EDA; the recording has wrist/BVP.");
        AssertRefused(wrist, "S5: the recording is of the wrist, not of the chest.", ChainGolden.Options(Device.Chest));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Missing_values(double missing) => AssertRefused(
        With(With(ChainGolden.Recording(Device.Wrist), 0, Set(6400, 3, missing)), 0, Set(7000, 2, missing)),
        "S5: wrist/BVP has 5 missing or infinite values, the first at sample 6400 (100 s); --gaps interpolate fills gaps of up to 1 s.");

    [Fact]
    public void Gaps_that_are_too_long_or_at_an_end_are_not_interpolated()
    {
        Recording wrist = ChainGolden.Recording(Device.Wrist);
        PreprocessingOptions options = Interpolating(Device.Wrist);
        int last = wrist.Channels[0].Samples.Length - 1;
        AssertRefused(With(wrist, 0, Set(6400, 65, double.NaN)),
            "S5: wrist/BVP lacks 65 samples from sample 6400 on (1.016 s from 100 s on); " +
            "only gaps of up to 1 s are filled. Cut it out of the recording or leave the subject out.", options);
        AssertRefused(With(wrist, 0, Set(0, 2, double.NaN)),
            "S5: wrist/BVP lacks 2 samples from sample 0 on (0.031 s from 0 s on), " +
            "at its start: there is nothing to interpolate from. Cut it off.", options);
        InvalidDataException atEnd = Assert.Throws<InvalidDataException>(() =>
            new Preprocessor(options).Process(With(wrist, 0, Set(last, 1, double.NaN))));
        Assert.Contains("at its end", atEnd.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_up_to_a_second_are_interpolated_linearly_and_logged()
    {
        Recording wrist = ChainGolden.Recording(Device.Wrist);
        double[] x = [.. wrist.Channels[0].Samples];
        for (int i = 0; i < 64; i++)
            x[6400 + i] = x[6399] + (x[6464] - x[6399]) * (i + 1) / 65;
        List<string> log = [];
        WindowSet filled = new Preprocessor(Interpolating(Device.Wrist)).Process(With(wrist, 0, Set(6400, 64, double.NaN)), log.Add);
        WindowSet expected = new Preprocessor(ChainGolden.Options(Device.Wrist)).Process(With(wrist, 0, _ => x));
        SignalAssert.Close([.. expected.Signals[0].Select(v => (double)v)], [.. filled.Signals[0].Select(v => (double)v)], 1e-6, "filled");
        Assert.Contains("S5: wrist/BVP: 64 missing values interpolated, the first at sample 6400.", log);
    }

    [Theory]
    [InlineData(Device.Chest, 0, "ECG")]
    [InlineData(Device.Chest, 1, "EDA")]
    [InlineData(Device.Wrist, 1, "EDA")]
    public void Constant_signal(Device device, int channel, string name)
    {
        Recording recording = With(ChainGolden.Recording(device), channel, x => Set(0, x.Length, 2.5)(x));
        Preprocessor preprocessor = new(ChainGolden.Options(device));
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => preprocessor.Process(recording));
        string expected = $"S5: {(device == Device.Chest ? "chest" : "wrist")}/{name} is constant (2.5) over its ";
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_without_used_states_without_baseline_or_too_short()
    {
        Recording wrist = ChainGolden.Recording(Device.Wrist);
        Recording Relabelled(Func<string?, string?> change) =>
            wrist with { Labels = StudyLabels.Track(700, wrist.Labels.Codes.Select(c => change(StudyLabels.Legend[c]))) };
        AssertRefused(Relabelled(_ => "meditation"), "S5: no sample is labelled baseline, stress or amusement; its labels are meditation.");
        AssertRefused(Relabelled(s => s == "baseline" ? null : s),
            "S5: wrist/BVP has no baseline samples to normalise by.", ChainGolden.Options(Device.Wrist, Normalisation.Baseline));
        AssertRefused(wrist, "S5: no stretch of baseline, stress or amusement is 40 s long within the " +
            "148.5 s that all signals cover.",
            ChainGolden.Options(Device.Wrist, seconds: 40));
    }

    [Fact]
    public void Signal_that_is_too_short_or_too_slow()
    {
        Recording wrist = ChainGolden.Recording(Device.Wrist);
        AssertRefused(With(wrist, 0, x => x[..10]),
            "S5: no stretch of baseline, stress or amusement is 10 s long within the 0.2 s that all signals cover.");
        LabelTrack labels = StudyLabels.Track(4, Enumerable.Repeat("stress", 20));
        Recording Bvp(int samples, int rateHz) => wrist with
        {
            Labels = labels,
            Channels = [new Channel(Modality.Bvp, rateHz, SyntheticSignal.Create(samples, rateHz, 1, 0))],
        };
        PreprocessingOptions options = ChainGolden.Options(Device.Wrist, seconds: 1) with { Modalities = [Modality.Bvp] };
        AssertRefused(Bvp(20, 17), "S5: wrist/BVP has 20 samples; its filter needs at least 28.", options);
        AssertRefused(Bvp(80, 16), "S5: wrist/BVP is sampled at 16 Hz; its filter (band-pass 0.5–8 Hz) needs more than 16 Hz.", options);
    }
}
