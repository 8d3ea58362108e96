using AttX.Signals.Modalities;

namespace AttX.Signals.Quality;

/// <summary>
/// Checks the raw samples of one window of one channel (not filtered, in the modality's unit, at the channel's own rate) and
/// flags what is wrong with them. The result depends on these samples alone, so that it is the same in a recording and live.
/// Allocates only in its constructor. Not thread-safe.
/// </summary>
/// <remarks>
/// A gap is a sample that is not a finite number; it ends the check. The other checks and their thresholds are the
/// modality's <see cref="QualityRules"/>: a flat line, clipping as in <see cref="SignalQuality"/>, the range, the fastest change, and
/// beats and motion by <see cref="PulseCheck"/>. A long window is checked in parts of some ten seconds, and is bad where at least
/// half of them are: a minute seldom passes without a movement of the wrist, and is not lost by it.
/// </remarks>
public sealed class WindowQuality
{
    /// <summary>Share of samples stuck at the window's extremes that counts as clipping.</summary>
    public const double ClippedShare = 0.01;

    /// <summary>Least length of a long window's equal parts, in seconds; the paper's windows are one part.</summary>
    public const double PartSeconds = 10;

    private readonly QualityRules _rules;
    private readonly int _rateHz;
    private readonly PulseCheck? _pulse;

    /// <summary>Creates a check for windows of one channel, one axis at a time.</summary>
    /// <param name="modality">The channel's modality.</param>
    /// <param name="samplingRateHz">The channel's own rate.</param>
    /// <param name="windowSamples">Samples of the longest window, at that rate.</param>
    public WindowQuality(Modality modality, int samplingRateHz, int windowSamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samplingRateHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSamples, 1);
        (_rules, _rateHz) = (modality.Info().Quality, samplingRateHz);
        if (_rules.Beats is { } beats)
            _pulse = new PulseCheck(beats, samplingRateHz, windowSamples);
    }

    /// <summary>Returns the quality flags of a window.</summary>
    /// <exception cref="ArgumentException">The window is longer than declared.</exception>
    public QualityFlags Of(ReadOnlySpan<double> raw)
    {
        if (raw.IsEmpty || MissingValues.First(raw) >= 0)
            return QualityFlags.Gap;
        int parts = Math.Max(1, (int)(raw.Length / (PartSeconds * _rateHz))), length = raw.Length / parts;
        if (parts == 1)
            return OfPart(raw);
        (int bad, QualityFlags all) = (0, QualityFlags.None);
        for (int part = 0; part < parts; part++)
        {
            QualityFlags flaws = OfPart(part == parts - 1 ? raw[(part * length)..] : raw.Slice(part * length, length));
            (bad, all) = (flaws == QualityFlags.None ? bad : bad + 1, all | flaws);
        }

        return 2 * bad >= parts ? all : QualityFlags.None;
    }

    /// <summary>Checks a recording's windows: the flags of every channel and axis together.</summary>
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
                foreach (double[] axis in channel.Axes)
                    flaws[w] |= quality.Of(axis.AsSpan(start, Math.Min(length, channel.Length - start)));
            }
        }

        return flaws;
    }

    /// <summary>Returns the length of a window at a channel's own rate, at least 1.</summary>
    public static int NativeSamples(WindowSpec spec, int samplingRateHz) =>
        (int)Math.Max(1, (long)spec.WindowSamples * samplingRateHz / spec.SamplingRateHz);

    private QualityFlags OfPart(ReadOnlySpan<double> raw)
    {
        (double minimum, double maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        Extremes.Widen(raw, ref minimum, ref maximum);
        QualityFlags flaws = Stuck(raw, minimum, maximum);
        if (minimum < _rules.Minimum || maximum > _rules.Maximum)
            flaws |= QualityFlags.OutOfRange;
        if (HasStep(raw))
            flaws |= QualityFlags.Stepping;
        if (_rules.MotionDeviation is { } still && Moves(raw, still))
            flaws |= QualityFlags.MotionArtefact;
        return _pulse == null ? flaws : flaws | _pulse.Of(raw);
    }

    private QualityFlags Stuck(ReadOnlySpan<double> raw, double minimum, double maximum)
    {
        double flatRun = Math.Min(raw.Length, _rules.FlatSeconds * _rateHz ?? double.PositiveInfinity);
        StuckSamples stuck = StuckSamples.Count(raw, (int)flatRun, minimum, maximum);
        QualityFlags flaws = _rules.FlatSeconds != null && stuck.Flat > 0 ? QualityFlags.FlatLine : QualityFlags.None;
        return _rules.ChecksClipping && stuck.Clipped > ClippedShare * raw.Length ? flaws | QualityFlags.Clipping : flaws;
    }

    /// <summary>Determines whether the deviation in a part of the window exceeds a limit; gravity, which is the mean, does not count.</summary>
    private bool Moves(ReadOnlySpan<double> raw, double still)
    {
        int part = Math.Max(2, (int)(QualityRules.MotionSeconds * _rateHz));
        for (int start = 0; start + part <= raw.Length; start += part)
            if (Variance(raw.Slice(start, part)) > still * still)
                return true;
        return false;
    }

    private static double Variance(ReadOnlySpan<double> part)
    {
        (double sum, double squares) = (0, 0);
        foreach (double x in part)
            sum += x;
        foreach (double x in part)
            squares += (x - sum / part.Length) * (x - sum / part.Length);
        return squares / part.Length;
    }

    private bool HasStep(ReadOnlySpan<double> raw)
    {
        if (double.IsPositiveInfinity(_rules.MaximumSlope))
            return false;
        int step = Math.Max(1, (int)(_rules.SlopeSeconds * _rateHz));
        double allowed = _rules.MaximumSlope * step / _rateHz;
        for (int i = step; i < raw.Length; i++)
            if (Math.Abs(raw[i] - raw[i - step]) > allowed)
                return true;
        return false;
    }
}
