using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

public sealed class PreprocessorTests
{
    // Windows are single precision: half a unit in the last place, relative to the largest magnitude.
    private const double SinglePrecision = 6e-8;

    public static TheoryData<Device, Normalisation, int> Chains()
    {
        TheoryData<Device, Normalisation, int> data = [];
        foreach (Device device in Enum.GetValues<Device>())
            foreach (Normalisation normalisation in Enum.GetValues<Normalisation>())
                foreach (int seconds in new[] { 10, 4 })
                    data.Add(device, normalisation, seconds);
        return data;
    }

    private static WindowSet Windows(Device device, Normalisation normalisation, int seconds) =>
        new Preprocessor(ChainGolden.Options(device, normalisation, seconds, seconds == 10 ? 0.5 : 0.75))
            .Process(ChainGolden.Recording(device));

    private static string Key(Device device, Normalisation normalisation) => $"{(device == Device.Chest ? "chest" : "wrist")}_" +
        normalisation switch { Normalisation.Subject => "subject", Normalisation.Baseline => "baseline", _ => "raw" };

    [Theory, MemberData(nameof(Chains))]
    public void Whole_chain_equals_scipys(Device device, Normalisation normalisation, int seconds)
    {
        WindowSet set = Windows(device, normalisation, seconds);
        for (int modality = 0; modality < 2; modality++)
            AssertWindows(set, modality, $"{Key(device, normalisation)}_{seconds}_{modality}");

        double[] windows = ChainGolden.Arrays[$"{(device == Device.Chest ? "chest" : "wrist")}_{seconds}_windows"].Values;
        Assert.Equal(windows, set.Windows.SelectMany(w => new double[] { w.StartSample, StudyLabels.Code(w.Label) }));
    }

    private static void AssertWindows(WindowSet set, int modality, string key)
    {
        double[] actual = [.. Enumerable.Range(0, set.Count)
            .SelectMany(w => set.Signal(modality, w).ToArray().Where((_, i) => i % 41 == 0)).Select(x => (double)x)];
        SignalAssert.Close(ChainGolden.Arrays[key].Values, actual, SinglePrecision, key);
    }

    [Theory]
    [InlineData(Device.Chest)]
    [InlineData(Device.Wrist)]
    public void Statistics_are_of_the_filtered_signal_over_the_used_samples(Device device)
    {
        foreach (Normalisation normalisation in Enum.GetValues<Normalisation>())
        {
            WindowSet set = Windows(device, normalisation, 10);
            for (int i = 0; i < 2; i++)
            {
                ReadOnlySpan<double> expected = ChainGolden.Arrays[$"{Key(device, Normalisation.Subject)}_statistics"].Row(i);
                Assert.Equal(expected[0], set.Statistics[i].Count);
                // The filtered ECG's mean is nearly 0: both are compared relative to the deviation.
                Assert.InRange(set.Statistics[i].Mean - expected[1], -1e-9 * expected[2], 1e-9 * expected[2]);
                Assert.InRange(set.Statistics[i].StandardDeviation / expected[2], 1 - 1e-9, 1 + 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(Device.Chest)]
    [InlineData(Device.Wrist)]
    public void Standardising_afterwards_equals_standardising_first(Device device)
    {
        WindowSet raw = Windows(device, Normalisation.Train, 10), direct = Windows(device, Normalisation.Subject, 10);
        WindowSet later = new Normaliser(Normalisation.Train, double.PositiveInfinity, Standardizer.Pool([raw])).Apply(raw);
        Assert.Null(later.UnitResponse);
        Assert.Equal(direct.Windows, later.Windows);
        for (int modality = 0; modality < 2; modality++)
        {
            // Rounding the raw signal and its unit response costs half a unit in the last place of the signal, not of the z-score.
            double level = raw.Signals[modality].Max(Math.Abs) / raw.Statistics[modality].StandardDeviation;
            for (int i = 0; i < later.Signals[modality].Length; i++)
                Assert.Equal(direct.Signals[modality][i], later.Signals[modality][i], 2 * SinglePrecision * (level + 3));
        }
    }

    [Fact]
    public void Standardised_windows_cannot_be_standardised_again()
    {
        WindowSet set = Windows(Device.Wrist, Normalisation.Subject, 10);
        Assert.Throws<InvalidOperationException>(() => new Normaliser(Normalisation.Train, double.PositiveInfinity, set.Statistics).Apply(set));
        WindowSet raw = Windows(Device.Wrist, Normalisation.Train, 10);
        Assert.Throws<ArgumentException>(() => new Normaliser(Normalisation.Train, double.PositiveInfinity, [raw.Statistics[0]]).Apply(raw));
        Assert.Throws<ArgumentException>(() => new Normaliser(Normalisation.Train, double.PositiveInfinity, [raw.Statistics[0], new ChannelStatistics(9, 0, 0)]).Apply(raw));
    }

    [Fact]
    public void Same_recording_gives_the_same_bits_and_is_not_changed()
    {
        Recording recording = ChainGolden.Recording(Device.Chest), copy = ChainGolden.Recording(Device.Chest);
        Preprocessor preprocessor = new(ChainGolden.Options(Device.Chest));
        WindowSet first = preprocessor.Process(recording), second = preprocessor.Process(recording);
        Assert.Equal(first.Signals[0], second.Signals[0]);
        Assert.Equal(first.Signals[1], second.Signals[1]);
        Assert.Equal(copy.Channels[0].Samples, recording.Channels[0].Samples);
    }

    [Fact]
    public void Skipped_filter_is_logged()
    {
        List<string> log = [];
        new Preprocessor(ChainGolden.Options(Device.Wrist)).Process(ChainGolden.Recording(Device.Wrist), log.Add);
        Assert.Equal(["EDA at 4 Hz needs no low-pass: 3 Hz is above its Nyquist frequency."], log);
        new Preprocessor(ChainGolden.Options(Device.Chest)).Process(ChainGolden.Recording(Device.Chest), log.Add);
        Assert.Single(log);
    }

    [Fact]
    public void One_modality_has_the_same_windows_alone_and_with_others()
    {
        WindowSet both = Windows(Device.Chest, Normalisation.Subject, 10);
        WindowSet alone = new Preprocessor(ChainGolden.Options(Device.Chest) with { Modalities = [Modality.Eda] })
            .Process(ChainGolden.Recording(Device.Chest));
        Assert.Equal([Modality.Eda], alone.Modalities);
        Assert.Equal(both.Windows, alone.Windows);
        Assert.Equal(both.Signals[1], alone.Signals[0]);
    }

    [Fact]
    public void All_problems_of_the_options_are_named_together()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Preprocessor(
            PreprocessingOptions.For(Device.Chest) with { Modalities = [Modality.Emg, Modality.Emg], Spec = new WindowSpec(0, 10, 1.5) }));
        Assert.Contains("A modality occurs twice in Emg, Emg.", error.Message, StringComparison.Ordinal);
        Assert.Contains("at least 1 Hz", error.Message, StringComparison.Ordinal);
        Assert.Contains("below 1, got 1.5", error.Message, StringComparison.Ordinal);
    }
}
