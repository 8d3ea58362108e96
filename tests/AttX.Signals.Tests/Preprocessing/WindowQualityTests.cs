using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Signals.Tests.Preprocessing;

public sealed class WindowQualityTests
{
    private const int Bvp = 64, Ecg = 700;

    /// <summary>Generates pulse waves at this rate with a dicrotic notch, breathing, and a little noise.</summary>
    private static double[] Pulse(double beatsPerMinute, double noise = 0.1, int seed = 1) => [.. Enumerable.Range(0, 10 * Bvp).Select(i =>
    {
        double phase = 2 * Math.PI * beatsPerMinute / 60 * i / Bvp;
        return 50 * (Math.Sin(phase) + 0.3 * Math.Sin(2 * phase + 1) + 0.2 * Math.Sin(0.25 * 2 * Math.PI * i / Bvp)) + 50 * noise * SyntheticSignal.Noise(i, seed);
    })];

    /// <summary>Generates narrow waves at this rate, in mV, on a wandering baseline.</summary>
    private static double[] Heart(double beatsPerMinute, int rateHz = Ecg) => [.. Enumerable.Range(0, 10 * rateHz).Select(i =>
    {
        double t = (double)i / rateHz, since = t % (60 / beatsPerMinute) - 0.1, wave = (since - 0.2) / 0.05;
        return Math.Exp(-since * since / 2e-4) + 0.2 * Math.Exp(-wave * wave / 2) + 0.3 * Math.Sin(2 * Math.PI * 0.3 * t) + 0.02 * SyntheticSignal.Noise(i, 3);
    })];

    private static double[] Skin() => [.. Enumerable.Range(0, 40).Select(i => 3 + 0.5 * Math.Sin(i / 8.0))];

    private static QualityFlags Look(Modality modality, int rateHz, double[] raw) => new WindowQuality(modality, rateHz, raw.Length).Of(raw);

    [Theory]
    [InlineData(35)]
    [InlineData(60)]
    [InlineData(110)]
    [InlineData(180)]
    [InlineData(210)]
    public void Plausible_heart_rates_are_good(double beatsPerMinute)
    {
        Assert.Equal(QualityFlags.None, Look(Modality.Bvp, Bvp, Pulse(beatsPerMinute)));
        Assert.Equal(QualityFlags.None, Look(Modality.Ecg, Ecg, Heart(beatsPerMinute)));
        Assert.Equal(QualityFlags.None, Look(Modality.Ecg, 130, Heart(beatsPerMinute, 130)));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(24)]
    public void Implausibly_slow_hearts_are_flagged(double beatsPerMinute) =>
        Assert.Equal(QualityFlags.NoPlausibleBeats, Look(Modality.Ecg, Ecg, Heart(beatsPerMinute)) & QualityFlags.NoPlausibleBeats);

    [Theory]
    [InlineData(Modality.Bvp, Bvp)]
    [InlineData(Modality.Ecg, Ecg)]
    [InlineData(Modality.Ecg, 130)]
    [InlineData(Modality.Ecg, 250)]
    public void Noise_and_mains_hum_have_no_beats(Modality modality, int rateHz)
    {
        for (int seed = 0; seed < 50; seed++)
            Assert.Equal(QualityFlags.NoPlausibleBeats, Look(modality, rateHz, [.. Enumerable.Range(0, 10 * rateHz).Select(i => SyntheticSignal.Noise(i, seed))]));
        double[] hum = [.. Enumerable.Range(0, 10 * rateHz).Select(i => Math.Sin(2 * Math.PI * 50 * i / rateHz) + 0.1 * SyntheticSignal.Noise(i, 1))];
        Assert.Equal(QualityFlags.NoPlausibleBeats, Look(modality, rateHz, hum));
    }

    [Fact]
    public void A_heart_that_stops_in_the_window_is_flagged() => Assert.NotEqual(QualityFlags.None, Look(Modality.Ecg, Ecg, Heart(8)));

    [Theory]
    [InlineData(2, QualityFlags.None)]
    [InlineData(3, QualityFlags.MotionArtefact)]
    public void A_long_window_has_the_flaws_of_half_of_its_parts(int moving, QualityFlags expected)
    {
        double[] minute = [.. Enumerable.Repeat(Pulse(70), 6).SelectMany(p => p)];
        for (int part = 0; part < moving; part++)
            for (int i = 0; i < 2 * Bvp; i++)
                minute[(part * 20 + 4) * Bvp + i] *= 10;
        Assert.Equal(expected, Look(Modality.Bvp, Bvp, minute) & QualityFlags.MotionArtefact);
        minute[100] = double.NaN;
        Assert.Equal(QualityFlags.Gap, Look(Modality.Bvp, Bvp, minute));
    }

    [Fact]
    public void A_flat_stretch_is_flagged_and_a_short_one_passes()
    {
        double[] pulse = Pulse(70), skin = Skin();
        pulse.AsSpan(200, 50).Fill(3);
        Assert.Equal(QualityFlags.None, Look(Modality.Bvp, Bvp, pulse) & QualityFlags.FlatLine);
        pulse.AsSpan(200, 64).Fill(3);
        Assert.Equal(QualityFlags.FlatLine, Look(Modality.Bvp, Bvp, pulse) & QualityFlags.FlatLine);
        skin.AsSpan(8, 19).Fill(3);
        Assert.Equal(QualityFlags.None, Look(Modality.Eda, 4, skin));
        skin.AsSpan(8, 20).Fill(3);
        Assert.Equal(QualityFlags.FlatLine, Look(Modality.Eda, 4, skin));
    }

    [Fact]
    public void A_signal_at_its_rails_is_clipped() =>
        Assert.Equal(QualityFlags.Clipping, Look(Modality.Bvp, Bvp, [.. Pulse(70).Select(x => Math.Clamp(x, -40, 40))]));

    [Theory]
    [InlineData(0.005, QualityFlags.OutOfRange | QualityFlags.Stepping)]
    [InlineData(61, QualityFlags.OutOfRange | QualityFlags.Stepping)]
    [InlineData(6, QualityFlags.Stepping)]
    [InlineData(5, QualityFlags.None)]
    public void Skin_conductance_has_a_range_and_a_maximum_slope(double value, QualityFlags expected)
    {
        double[] skin = Skin();
        skin[20] = value;
        Assert.Equal(expected, Look(Modality.Eda, 4, skin));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void One_missing_sample_is_a_gap_and_ends_the_check(double missing)
    {
        double[] flat = new double[640];
        flat[600] = missing;
        Assert.Equal(QualityFlags.Gap, Look(Modality.Bvp, Bvp, flat));
        Assert.Equal(QualityFlags.Gap, new WindowQuality(Modality.Bvp, Bvp, 640).Of([]));
    }

    [Theory]
    [InlineData(Modality.Bvp, Bvp)]
    [InlineData(Modality.Ecg, Ecg)]
    public void A_blow_to_the_sensor_is_motion(Modality modality, int rateHz)
    {
        double[] raw = modality == Modality.Bvp ? Pulse(70) : Heart(70);
        for (int i = 3 * rateHz; i < 4 * rateHz; i++)
            raw[i] += (modality == Modality.Bvp ? 1_500 : 30) * Math.Sin(2 * Math.PI * (modality == Modality.Bvp ? 2 : 6) * i / rateHz);
        Assert.Equal(QualityFlags.MotionArtefact, Look(modality, rateHz, raw) & QualityFlags.MotionArtefact);
    }

    /// <summary>Two seconds of shaking on top of gravity; the mean does not count.</summary>
    [Theory]
    [InlineData(0.5, QualityFlags.None)]
    [InlineData(0.6, QualityFlags.MotionArtefact)]
    public void An_accelerometer_that_is_shaken_is_motion(double amplitude, QualityFlags expected)
    {
        double[] axis = [.. Enumerable.Range(0, 320).Select(i => 0.98 + (i is >= 128 and < 192 ? amplitude * Math.Sin(i) : 0.01 * Math.Sin(i)))];
        Assert.Equal(expected, new WindowQuality(Modality.Acceleration, 32, 320).Of(axis));
    }

    [Fact]
    public void Checking_allocates_nothing()
    {
        double[] raw = Heart(70);
        var quality = new WindowQuality(Modality.Ecg, Ecg, raw.Length);
        quality.Of(raw);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            quality.Of(raw);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Every_flag_has_a_text()
    {
        Assert.Equal(Enum.GetValues<QualityFlags>().Where(f => f != QualityFlags.None).Order(), QualityFlagsText.All.Order());
        Assert.Equal("flat line, gap", (QualityFlags.Gap | QualityFlags.FlatLine).Describe());
        Assert.Equal("good", QualityFlags.None.Describe());
    }

    [Fact]
    public void Every_set_of_flags_is_parsed_from_its_tag()
    {
        Assert.All(Enumerable.Range(0, 256).Select(i => (QualityFlags)i), flaws => Assert.Equal(flaws, QualityFlagsText.ParseTag(flaws.ToTag())));
        Assert.All(new[] { "", "good", "gap+flat-line", "gap+gap", "gap+", "ok+gap", "Gap" }, tag => Assert.Null(QualityFlagsText.ParseTag(tag)));
    }

    [Fact]
    public void A_recordings_windows_combine_the_flags_of_all_its_channels()
    {
        double[] skin = [.. Skin(), .. Skin()], pulse = [.. Pulse(70), .. Pulse(70, seed: 2)];
        skin[60] = 80;
        pulse[100] = double.NaN;
        Window[] windows = [new(0, "baseline"), new(320, "baseline"), new(640, "baseline")];
        QualityFlags[] flaws = WindowQuality.Of(
            [new Channel(Modality.Bvp, Bvp, pulse), new Channel(Modality.Eda, 4, skin)], windows, new WindowSpec(Bvp, 10, 0.5));
        Assert.Equal(
            [QualityFlags.Gap, QualityFlags.None, QualityFlags.OutOfRange | QualityFlags.Stepping], flaws);
    }
}
