using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;

namespace AttX.Signals.Tests.Preprocessing;

/// <summary>The chains of the modalities that the paper does not use, and of channels with axes.</summary>
public sealed class ModalityChainTests
{
    // Windows are single precision: half a unit in the last place, relative to the largest magnitude.
    private const double SinglePrecision = 6e-8;

    private static readonly IReadOnlyDictionary<string, NpyArray> Golden = NpyArray.ReadGolden("signals", "modalities.npz");

    private static Recording Recording(Device device, Modality modality, int rateHz)
    {
        LabelTrack labels = ChainGolden.Labels();
        int samples = (int)((long)labels.Codes.Length * rateHz / 700);
        double[][] axes = [.. modality.Info().Axes.Select((_, axis) => SyntheticSignal.Create(samples, rateHz, 20 + axis, 1 + axis))];
        return new Recording("S5", device, [new Channel(modality, rateHz, axes)], labels);
    }

    private static PreprocessingOptions Options(Device device, Modality modality) => ChainGolden.Options(device) with { Modalities = [modality] };

    [Theory]
    [InlineData(Device.Chest, Modality.Respiration, 700)]
    [InlineData(Device.Chest, Modality.Temperature, 700)]
    [InlineData(Device.Chest, Modality.Emg, 700)]
    [InlineData(Device.Chest, Modality.Acceleration, 700)]
    [InlineData(Device.Wrist, Modality.Temperature, 4)]
    [InlineData(Device.Wrist, Modality.Acceleration, 32)]
    public void Whole_chain_equals_scipys(Device device, Modality modality, int rateHz)
    {
        WindowSet set = new Preprocessor(Options(device, modality)).Process(Recording(device, modality, rateHz));
        string key = $"{device.Info().Name}_{modality.Info().Name}";
        int axes = modality.Info().Axes.Count, values = set.Spec.WindowSamples * axes;
        Assert.Equal(set.Count * values, set.Signals[0].Length);
        double[] actual = [.. Enumerable.Range(0, set.Count)
            .SelectMany(w => set.Signal(0, w).ToArray().Where((_, i) => i / axes % 41 == 0)).Select(x => (double)x)];
        SignalAssert.Close(Golden[key].Values, actual, SinglePrecision, key);

        Assert.Equal(axes, set.Statistics.Count);
        for (int axis = 0; axis < axes; axis++)
        {
            ReadOnlySpan<double> expected = Golden[$"{key}_statistics"].Row(axis);
            Assert.Equal(expected[0], set.Statistics[axis].Count);
            Assert.InRange(set.Statistics[axis].Mean - expected[1], -1e-8 * expected[2], 1e-8 * expected[2]);
            Assert.InRange(set.Statistics[axis].StandardDeviation / expected[2], 1 - 1e-8, 1 + 1e-8);
        }
    }

    [Fact]
    public void Axes_keep_their_order_beside_another_modality()
    {
        Recording wrist = ChainGolden.Recording(Device.Wrist), moving = Recording(Device.Wrist, Modality.Acceleration, 32);
        Recording both = wrist with { Channels = [moving.Channels[0], wrist.Channels[0]] };
        PreprocessingOptions options = ChainGolden.Options(Device.Wrist, Normalisation.Train) with { Modalities = [Modality.Acceleration, Modality.Bvp] };
        WindowSet set = new Preprocessor(options).Process(both);
        WindowSet bvp = new Preprocessor(options with { Modalities = [Modality.Bvp] }).Process(both);
        Assert.Equal(4, set.Statistics.Count);
        Assert.Equal(set.Statistics.Take(3), set.StatisticsOf(0));
        Assert.Equal(bvp.Statistics, set.StatisticsOf(1));
        WindowSet standardised = new Normaliser(Normalisation.Train, double.PositiveInfinity, set.Statistics).Apply(set), direct = new Preprocessor(options with { Normalisation = Normalisation.Subject }).Process(both);
        for (int m = 0; m < 2; m++)
            SignalAssert.Close([.. direct.Signals[m].Select(x => (double)x)], [.. standardised.Signals[m].Select(x => (double)x)], 1e-6, $"modality {m}");
        WindowSet selected = set.Select([1]);
        Assert.Equal(bvp.Statistics, selected.Statistics);
        Assert.Equal(bvp.Signals[0], selected.Signals[0]);
        Assert.Throws<ArgumentException>(() => new Normaliser(Normalisation.Train, double.PositiveInfinity, [.. set.Statistics.Take(2)]).Apply(set));
    }

    [Fact]
    public void A_missing_or_flat_axis_or_one_with_a_gap_is_named()
    {
        Recording moving = Recording(Device.Wrist, Modality.Acceleration, 32);
        Channel channel = moving.Channels[0];
        Refused("wrist/ACC has 1 axes, not 3 (x, y, z)", new Channel(Modality.Acceleration, 32, channel.Axes[0]));
        Refused("wrist/ACC y is constant", channel with { Axes = [channel.Axes[0], new double[channel.Length], channel.Axes[2]] });
        Refused("wrist/ACC z has 1 missing", channel with { Axes = [channel.Axes[0], channel.Axes[1], [.. channel.Axes[2].Select((x, i) => i == 7 ? double.NaN : x)]] });

        void Refused(string what, Channel changed) => Assert.Contains(what, Assert.Throws<InvalidDataException>(
            () => new Preprocessor(Options(Device.Wrist, Modality.Acceleration)).Process(moving with { Channels = [changed] })).Message);
    }

    [Fact]
    public void A_muscle_sampled_too_slowly_is_refused_and_a_truncated_band_is_logged()
    {
        Recording slow = Recording(Device.Chest, Modality.Emg, 200);
        Assert.Contains("its filter (band-pass 20–100 Hz) needs more than 200 Hz", Assert.Throws<InvalidDataException>(
            () => new Preprocessor(Options(Device.Chest, Modality.Emg)).Process(slow)).Message);
        List<string> notes = [];
        PreprocessingOptions coarse = Options(Device.Chest, Modality.Emg) with { Spec = new WindowSpec(64, 10, 0.5) };
        new Preprocessor(coarse).Process(Recording(Device.Chest, Modality.Emg, 700), notes.Add);
        Assert.Contains("keeps what is below 32 Hz", Assert.Single(notes));
    }

    [Theory]
    [InlineData(Modality.Respiration, 32, 80, QualityFlags.OutOfRange)]
    [InlineData(Modality.Temperature, 4, 12, QualityFlags.OutOfRange)]
    [InlineData(Modality.Acceleration, 32, 20, QualityFlags.OutOfRange)]
    public void Implausible_values_are_flagged_and_rest_is_not(Modality modality, int rateHz, double impossible, QualityFlags flaw)
    {
        var quality = new Signals.Quality.WindowQuality(modality, rateHz, 10 * rateHz);
        double[] calm = [.. Enumerable.Range(0, 10 * rateHz)
            .Select(i => modality == Modality.Respiration ? Math.Sin((double)i / rateHz) : (modality == Modality.Temperature ? 33 : 0) + 0.01 * (i / rateHz % 2))];
        Assert.Equal(QualityFlags.None, quality.Of(calm));
        double[] odd = [.. calm.Select(x => x + (impossible - calm[0]))];
        Assert.Equal(flaw, quality.Of(odd));
        calm[3] = double.NaN;
        Assert.Equal(QualityFlags.Gap, quality.Of(calm));
    }

    [Fact]
    public void The_fingerprint_covers_every_axis()
    {
        Recording moving = new("S2", Device.Wrist, [new(Modality.Acceleration, 4, [[1, 2], [3, 4], [5, 6]])], LabelTrack.None);
        Recording[] others =
        [
            moving with { Channels = [new(Modality.Acceleration, 4, [[1, 2], [3, 4], [5, 7]])] },
            moving with { Channels = [new(Modality.Acceleration, 4, [[1, 2], [5, 6], [3, 4]])] },
            moving with { Channels = [new(Modality.Acceleration, 4, [[1, 2], [3, 4]])] },
        ];
        Assert.Equal(4, others.Append(moving).Select(RecordingFingerprint.Of).Distinct().Count());
        Assert.Throws<ArgumentException>(() => new Channel(Modality.Acceleration, 4, [[1, 2], [3]]));
        Assert.Equal([3.0, 5, 2, 4, 6], moving.Channels[0].Interleaved(0, 2)[1..]);
        Assert.Equal([4.0], moving.Channels[0].Axis(1).Interleaved(1, 1));
    }
}
