using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

/// <summary>Tests windows without labels: each is cut and checked, with the labelled path's numbers on the same samples.</summary>
public sealed class WholeRecordingTests
{
    private static Recording Change(Recording recording, int channel, Action<double[]> change)
    {
        Channel[] channels = [.. recording.Channels];
        double[] samples = [.. channels[channel].Samples];
        change(samples);
        channels[channel] = channels[channel] with { Samples = samples };
        return recording with { Channels = channels };
    }

    private static Recording Relabel(Recording recording, Func<int, string?> label) =>
        recording with { Labels = StudyLabels.Track(700, Enumerable.Range(0, recording.Labels.Codes.Length).Select(label)) };

    [Theory]
    [InlineData(Device.Chest)]
    [InlineData(Device.Wrist)]
    public void A_fully_labelled_recording_has_the_same_bits_as_on_the_labelled_path(Device device)
    {
        Recording recording = Relabel(ChainGolden.Recording(device), _ => "stress");
        Preprocessor preprocessor = new(ChainGolden.Options(device));
        WindowSet labelled = preprocessor.Process(recording), whole = preprocessor.ProcessWhole(recording);
        Assert.Equal(labelled.Windows, whole.Windows);
        Assert.Equal(labelled.Statistics, whole.Statistics);
        Assert.Equal(labelled.Quality, whole.Quality);
        Assert.Equal(labelled.Signals[0], whole.Signals[0]);
        Assert.Equal(labelled.Signals[1], whole.Signals[1]);
    }

    [Fact]
    public void With_training_statistics_a_window_has_the_same_bits_whatever_the_labels()
    {
        Recording recording = Relabel(ChainGolden.Recording(Device.Wrist), i => i < 35_000 ? "baseline" : null);
        Preprocessor preprocessor = new(ChainGolden.Options(Device.Wrist, Normalisation.Train));
        WindowSet labelled = preprocessor.Process(recording), whole = preprocessor.ProcessWhole(recording with { Labels = LabelTrack.None });
        Assert.True(labelled.Count < whole.Count);
        ChannelStatistics[] training = [new(9, 0.1, 2), new(9, 5, 0.5)];
        (labelled, whole) = (new Normaliser(Normalisation.Train, double.PositiveInfinity, training).Apply(labelled), new Normaliser(Normalisation.Train, double.PositiveInfinity, training).Apply(whole));
        for (int w = 0; w < labelled.Count; w++)
            for (int m = 0; m < 2; m++)
                Assert.Equal(labelled.Signal(m, w), whole.Signal(m, w));
    }

    [Fact]
    public void A_calibration_equals_a_baseline_of_the_same_samples()
    {
        Recording recording = Relabel(ChainGolden.Recording(Device.Chest), i => i < 21_000 ? "baseline" : "stress");
        Preprocessor preprocessor = new(ChainGolden.Options(Device.Chest, Normalisation.Baseline));
        WindowSet labelled = preprocessor.Process(recording);
        WindowSet whole = preprocessor.ProcessWhole(recording with { Labels = LabelTrack.None }, new CalibrationStretch(0, 30));
        WindowSet other = preprocessor.ProcessWhole(recording, new CalibrationStretch(5, 40));
        Assert.Equal(labelled.Signal(0, 0), whole.Signal(0, 0));
        Assert.Equal(labelled.Signal(1, 0), whole.Signal(1, 0));
        Assert.NotEqual(whole.Signal(1, 0).ToArray(), other.Signal(1, 0).ToArray());
    }

    [Fact]
    public void Windows_that_touch_a_gap_are_flagged_and_the_others_are_finite()
    {
        Recording recording = Change(ChainGolden.Recording(Device.Wrist), 0, x =>
        {
            x[0] = double.NaN;
            x.AsSpan(6400, 64 * 7).Fill(double.NaN);
            x[9000] = double.PositiveInfinity;
        });
        double[] before = [.. recording.Channels[0].Samples];
        WindowSet set = new Preprocessor(ChainGolden.Options(Device.Wrist)).ProcessWhole(recording);
        Assert.Equal(before, recording.Channels[0].Samples);
        for (int w = 0; w < set.Count; w++)
        {
            int start = set.Windows[w].StartSample, end = start + 640;
            bool touches = start == 0 || (start < 6400 + 448 && end > 6400) || (start <= 9000 && end > 9000);
            Assert.Equal(touches, set.Quality![w].HasFlag(QualityFlags.Gap));
            Assert.All(set.Signal(0, w).ToArray(), x => Assert.True(float.IsFinite(x)));
        }
    }

    [Fact]
    public void Missing_samples_do_not_count_in_the_statistics()
    {
        Recording recording = ChainGolden.Recording(Device.Wrist);
        int length = recording.Channels[1].Samples.Length;
        WindowSet set = new Preprocessor(ChainGolden.Options(Device.Wrist)).ProcessWhole(Change(recording, 1, x => x.AsSpan(40, 80).Fill(double.NaN)));
        double[] rest = [.. recording.Channels[1].Samples.Where((_, i) => i is < 40 or >= 120)];
        Assert.Equal(length - 80, set.Statistics[1].Count);
        Assert.Equal(rest.Average(), set.Statistics[1].Mean, 1e-12);
    }

    [Theory]
    [InlineData(double.NaN, QualityFlags.Gap)]
    [InlineData(2.5, QualityFlags.FlatLine)]
    public void A_channel_without_signal_flags_every_window_and_is_no_error(double value, QualityFlags flaw)
    {
        foreach (Normalisation normalisation in new[] { Normalisation.Subject, Normalisation.Train })
            for (int channel = 0; channel < 2; channel++)
            {
                Recording recording = Change(ChainGolden.Recording(Device.Wrist), channel, x => x.AsSpan().Fill(value));
                WindowSet set = new Preprocessor(ChainGolden.Options(Device.Wrist, normalisation)).ProcessWhole(recording);
                Assert.All(set.Quality!, flaws => Assert.True(flaws.HasFlag(flaw)));
            }
    }

    [Fact]
    public void A_flat_channel_is_flagged_even_if_windows_are_too_short_to_show_it()
    {
        PreprocessingOptions options = ChainGolden.Options(Device.Wrist, seconds: 1) with { Modalities = [Modality.Eda] };
        WindowSet set = new Preprocessor(options).ProcessWhole(Change(ChainGolden.Recording(Device.Wrist), 1, x => x.AsSpan().Fill(2)));
        Assert.All(set.Quality!, flaws => Assert.True(flaws.HasFlag(QualityFlags.FlatLine)));
    }

    [Fact]
    public void Recordings_that_cannot_be_prepared_are_refused()
    {
        Recording wrist = ChainGolden.Recording(Device.Wrist);
        string Refusal(Recording recording, Normalisation normalisation = Normalisation.Subject, CalibrationStretch? stretch = null) =>
            Assert.Throws<InvalidDataException>(() => new Preprocessor(ChainGolden.Options(Device.Wrist, normalisation)).ProcessWhole(recording, stretch)).Message;
        Recording brief = wrist with { Channels = [wrist.Channels[0] with { Samples = wrist.Channels[0].Samples[..480] }, wrist.Channels[1]] };
        Assert.Equal("S5: too short: its signals cover 7.5 s together, and a window is 10 s long.", Refusal(brief));
        Assert.Contains("the baseline 0–300 s is not within the 151.02 s of wrist/BVP.", Refusal(wrist, Normalisation.Baseline, new CalibrationStretch(0, 300)));
        Assert.Contains("wrist/EDA is constant (2) over its 40 baseline samples",
            Refusal(Change(wrist, 1, x => x.AsSpan(0, 60).Fill(2)), Normalisation.Baseline, new CalibrationStretch(2, 12)));
        Assert.Contains("wrist/EDA has no baseline samples to normalise by",
            Refusal(Change(wrist, 1, x => x.AsSpan(0, 60).Fill(double.NaN)), Normalisation.Baseline, new CalibrationStretch(2, 12)));
        Assert.Throws<ArgumentException>(() => new Preprocessor(ChainGolden.Options(Device.Wrist, Normalisation.Baseline)).ProcessWhole(wrist));
    }

    [Fact]
    public void Tags_join_the_flags()
    {
        Assert.Equal("ok", QualityFlags.None.ToTag());
        Assert.Equal("flat-line+no-plausible-beats+gap", (QualityFlags.Gap | QualityFlags.FlatLine | QualityFlags.NoPlausibleBeats).ToTag());
    }

    [Fact]
    public void An_envelope_holds_the_extremes_of_each_column()
    {
        SignalEnvelope envelope = SignalEnvelope.Of(new Channel(Modality.Eda, 4, [3, 1, 2, double.NaN, double.NaN, double.NaN, 5, 4]), 3);
        Assert.Equal([1, 2, 4], envelope.Minimum);
        Assert.Equal([3, 2, 5], envelope.Maximum);
        Assert.Equal(2, envelope.DurationSeconds);
        Assert.Equal([3, double.NaN], SignalEnvelope.Of(new Channel(Modality.Eda, 4, [3, double.NaN]), 9).Maximum);
    }

    [Fact]
    public void Unused_time_gives_windows_that_touch_no_used_label_normalised_as_the_used_ones()
    {
        int samples = ChainGolden.Recording(Device.Wrist).Labels.Codes.Length;
        Recording recording = Relabel(ChainGolden.Recording(Device.Wrist), i => i < samples / 2 ? "stress" : i < 3 * samples / 4 ? "meditation" : null);
        Preprocessor preprocessor = new(ChainGolden.Options(Device.Wrist));
        WindowSet used = preprocessor.Process(recording), unused = preprocessor.ProcessUnused(recording);
        Assert.Equal(used.Statistics, unused.Statistics);
        Assert.Equal(["", "meditation"], unused.Windows.Select(w => w.Label ?? "").Distinct().Order());
        double half = recording.Labels.DurationSeconds / 2;
        Assert.InRange(unused.StartSeconds(0), half, half + unused.Spec.HopSamples / (double)unused.Spec.SamplingRateHz);
        Assert.Equal(0, preprocessor.ProcessUnused(Relabel(recording, _ => "stress")).Count);
    }
}
