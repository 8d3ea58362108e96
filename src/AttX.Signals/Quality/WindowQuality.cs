using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Signals.Quality;

/// <summary>
/// Looks at the raw samples of one window of one channel (not filtered, in the modality's unit, at the channel's own rate) and
/// says what is wrong with them. The verdict depends on these samples alone, so that it is the same in a recording and live.
/// Allocates when it is made, never when it looks. Not thread-safe.
/// </summary>
/// <remarks>
/// Any modality: a gap is a sample that is not a finite number (then nothing else is looked at); a flat line is one value for
/// <see cref="FlatSeconds"/>, in EDA (slow, and quantised) for <see cref="FlatEdaSeconds"/>. EDA: <see cref="MinimumEda"/>,
/// <see cref="MaximumEda"/> and <see cref="MaximumEdaSlope"/> (Kleckner et al. 2018, IEEE TBME 65(7), whose rules 1 and 2 these
/// are; their range begins at 0.05 µS, ours lower as calm dry skin on the wrist reaches that). ECG and BVP: clipping as in
/// <see cref="SignalQuality"/>; beats and motion by <see cref="PulseCheck"/>. All other thresholds are ours.
/// </remarks>
public sealed class WindowQuality
{
    /// <summary>Seconds of one value that are a flat line: no heart rests that long between beats' waves.</summary>
    public const double FlatSeconds = 1;

    /// <summary>The same for EDA, whose values repeat where the skin is calm: up to 4.25 s in WESAD's wrist recordings.</summary>
    public const double FlatEdaSeconds = 5;

    /// <summary>Share of samples stuck at the window's extremes that is clipping.</summary>
    public const double ClippedShare = 0.01;

    /// <summary>Least skin conductance that is plausible, µS.</summary>
    public const double MinimumEda = 0.01;

    /// <summary>Greatest, µS (Kleckner et al. 2018).</summary>
    public const double MaximumEda = 60;

    /// <summary>Fastest change of skin conductance that is plausible, µS/s (Kleckner et al. 2018), over <see cref="EdaSlopeSeconds"/>.</summary>
    public const double MaximumEdaSlope = 10;

    /// <summary>Time over which a slope is taken: a sample of the Empatica E4. Faster sensors' noise would be slope otherwise.</summary>
    public const double EdaSlopeSeconds = 0.25;

    private readonly Modality _modality;
    private readonly int _rateHz;
    private readonly PulseCheck? _pulse;

    /// <summary>A look at windows of one channel.</summary>
    /// <param name="modality">The channel's modality.</param>
    /// <param name="samplingRateHz">The channel's own rate.</param>
    /// <param name="windowSamples">Samples of the longest window, at that rate.</param>
    public WindowQuality(Modality modality, int samplingRateHz, int windowSamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samplingRateHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSamples, 1);
        (_modality, _rateHz) = (modality, samplingRateHz);
        if (modality is Modality.Ecg or Modality.Bvp)
            _pulse = new PulseCheck(modality, samplingRateHz, windowSamples);
    }

    /// <summary>What is wrong with a window.</summary>
    /// <exception cref="ArgumentException">The window is longer than was said.</exception>
    public QualityFlags Of(ReadOnlySpan<double> raw)
    {
        if (raw.IsEmpty || MissingValues.First(raw) >= 0)
            return QualityFlags.Gap;
        (double minimum, double maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        ChannelChecks.Extremes(raw, ref minimum, ref maximum);
        double flatSeconds = _modality == Modality.Eda ? FlatEdaSeconds : FlatSeconds;
        StuckSamples stuck = StuckSamples.Count(raw, (int)Math.Min(raw.Length, flatSeconds * _rateHz), minimum, maximum);
        QualityFlags flaws = stuck.Flat > 0 ? QualityFlags.FlatLine : QualityFlags.None;
        if (_modality == Modality.Eda)
            return flaws | OfEda(raw, minimum, maximum);
        if (_pulse == null)
            return flaws;
        if (stuck.Clipped > ClippedShare * raw.Length)
            flaws |= QualityFlags.Clipping;
        return flaws | _pulse.Of(raw);
    }

    /// <summary>The verdicts on a recording's windows: every channel's flaws together.</summary>
    /// <param name="channels">The channels, as recorded.</param>
    /// <param name="windows">The windows, at the common rate.</param>
    /// <param name="spec">The common rate and the windows' length.</param>
    public static QualityFlags[] Of(IReadOnlyList<Channel> channels, IReadOnlyList<Window> windows, WindowSpec spec)
    {
        var flaws = new QualityFlags[windows.Count];
        foreach (Channel channel in channels)
        {
            int length = NativeSamples(spec, channel.SamplingRateHz);
            var quality = new WindowQuality(channel.Modality, channel.SamplingRateHz, length);
            for (int w = 0; w < flaws.Length; w++)
            {
                int start = (int)((long)windows[w].StartSample * channel.SamplingRateHz / spec.SamplingRateHz);
                flaws[w] |= quality.Of(channel.Samples.AsSpan(start, Math.Min(length, channel.Samples.Length - start)));
            }
        }

        return flaws;
    }

    /// <summary>Samples of a window at a channel's own rate, at least 1.</summary>
    public static int NativeSamples(WindowSpec spec, int samplingRateHz) =>
        (int)Math.Max(1, (long)spec.WindowSamples * samplingRateHz / spec.SamplingRateHz);

    private QualityFlags OfEda(ReadOnlySpan<double> raw, double minimum, double maximum)
    {
        QualityFlags flaws = minimum < MinimumEda || maximum > MaximumEda ? QualityFlags.OutOfRange : QualityFlags.None;
        int step = Math.Max(1, (int)(EdaSlopeSeconds * _rateHz));
        double allowed = MaximumEdaSlope * step / _rateHz;
        for (int i = step; i < raw.Length; i++)
            if (Math.Abs(raw[i] - raw[i - step]) > allowed)
                return flaws | QualityFlags.Stepping;
        return flaws;
    }
}
