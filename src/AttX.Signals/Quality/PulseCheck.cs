using AttX.Signals.Modalities;

namespace AttX.Signals.Quality;

/// <summary>
/// Looks for beats in a window of ECG or BVP, and for motion. The signal is thinned to about 100 Hz and turned into one that
/// rises with each beat: BVP less its mean over 1.5 s, smoothed over 125 ms; ECG as Pan and Tompkins (1985) do it, band-pass,
/// slope, square, mean over 150 ms, with moving means as the band-pass. A moving mean has no transient in a short window.
/// </summary>
/// <remarks>
/// A beat is a peak above <see cref="PeakShare"/> of the usual peak (the median over parts of 2 s), the largest within
/// <c>60 / 220</c> s. The beats are plausible if their median interval is one of 30 to 220 a minute and at least
/// <see cref="RegularShare"/> of the intervals lie within <see cref="IntervalTolerance"/> of it. That is lenient, as beats are
/// missed in stress and speech; so noise, whose peaks are even enough, is told by its root mean square frequency (Hjorth 1970, mobility).
/// Motion is a part of 2 s, which holds a beat at any plausible rate, whose root mean square is <see cref="OutbreakFactor"/> times the
/// median part's. The thresholds are ours, set on WESAD's wrist recordings (docs/data.md has the shares that they leave out).
/// </remarks>
internal sealed class PulseCheck
{
    public const double PeakShare = 0.5, RegularShare = 1.0 / 3, IntervalTolerance = 0.25, OutbreakFactor = 5;

    private const double LeastBeatsPerMinute = 30, MostBeatsPerMinute = 220, PartSeconds = 2;
    private const int WorkingRateHz = 100;

    private readonly BeatRules _rules;
    private readonly int _thinning;
    private readonly double _rateHz;
    private readonly double[] _signal, _scratch, _parts;
    private readonly int[] _beats;

    public PulseCheck(BeatRules rules, int samplingRateHz, int windowSamples)
    {
        _rules = rules;
        _thinning = Math.Max(1, samplingRateHz / WorkingRateHz);
        _rateHz = (double)samplingRateHz / _thinning;
        int length = windowSamples / _thinning;
        (_signal, _scratch, _beats) = (new double[length], new double[length], new int[length]);
        _parts = new double[Math.Max(1, (int)(length / (PartSeconds * _rateHz)))];
    }

    /// <summary>Without two parts (4 s) nothing can be compared, and nothing is found.</summary>
    public QualityFlags Of(ReadOnlySpan<double> raw)
    {
        int length = Math.Min(raw.Length / _thinning, _signal.Length), part = (int)(PartSeconds * _rateHz), parts = length / part;
        if (parts < 2)
            return QualityFlags.None;
        Span<double> signal = _signal.AsSpan(0, length);
        Thin(raw, signal);
        SubtractMean(signal, _rules.BaselineSeconds);
        bool isNoise = RootMeanSquareFrequency(signal) > Math.Max(_rules.FastestHz, _rules.FastestShare * _rateHz);
        Smooth(signal, _rules.SmoothSeconds);
        Span<double> strengths = _parts.AsSpan(0, parts);
        for (int i = 0; i < parts; i++)
            strengths[i] = Strength(signal.Slice(i * part, part));
        double strongest = Strongest(strengths);
        QualityFlags flaws = strongest > OutbreakFactor * Median(strengths) ? QualityFlags.MotionArtefact : QualityFlags.None;
        if (_rules.UsesSlope)
            SlopeEnergy(signal);
        for (int i = 0; i < parts; i++)
            strengths[i] = Strongest(signal.Slice(i * part, part));
        return !isNoise && ArePlausible(Beats(signal, PeakShare * Median(strengths))) ? flaws : flaws | QualityFlags.NoPlausibleBeats;
    }

    private void Thin(ReadOnlySpan<double> raw, Span<double> thinned)
    {
        for (int i = 0; i < thinned.Length; i++)
        {
            double sum = 0;
            foreach (double x in raw.Slice(i * _thinning, _thinning))
                sum += x;
            thinned[i] = sum / _thinning;
        }
    }

    private void SubtractMean(Span<double> signal, double seconds)
    {
        Span<double> mean = _scratch.AsSpan(0, signal.Length);
        MovingMean(signal, mean, seconds);
        for (int i = 0; i < signal.Length; i++)
            signal[i] -= mean[i];
    }

    private void Smooth(Span<double> signal, double seconds)
    {
        signal.CopyTo(_scratch);
        MovingMean(_scratch.AsSpan(0, signal.Length), signal, seconds);
    }

    private double RootMeanSquareFrequency(ReadOnlySpan<double> signal)
    {
        double power = 0, slope = 0;
        for (int i = 1; i < signal.Length; i++)
        {
            power += signal[i] * signal[i];
            slope += (signal[i] - signal[i - 1]) * (signal[i] - signal[i - 1]);
        }

        return power > 0 ? Math.Sqrt(slope / power) * _rateHz / (2 * Math.PI) : 0;
    }

    private void SlopeEnergy(Span<double> signal)
    {
        Span<double> energy = _scratch.AsSpan(0, signal.Length);
        energy[0] = 0;
        for (int i = 1; i < signal.Length; i++)
            energy[i] = (signal[i] - signal[i - 1]) * (signal[i] - signal[i - 1]);
        MovingMean(energy, signal, 0.15);
    }

    /// <summary>Means over the samples within half the time on either side, as far as there are any.</summary>
    private void MovingMean(ReadOnlySpan<double> signal, Span<double> means, double seconds)
    {
        int half = (int)(seconds * _rateHz / 2);
        double sum = 0;
        int from = 0, to = 0;
        for (int i = 0; i < signal.Length; i++)
        {
            while (to < Math.Min(signal.Length, i + half + 1)) sum += signal[to++];
            while (from < i - half) sum -= signal[from++];
            means[i] = sum / (to - from);
        }
    }

    /// <summary>Positions of the peaks, in the scratch memory.</summary>
    private Span<int> Beats(ReadOnlySpan<double> signal, double threshold)
    {
        double refractory = 60 / MostBeatsPerMinute * _rateHz;
        int count = 0;
        for (int i = 1; i < signal.Length - 1; i++)
        {
            if (!(signal[i] > threshold && signal[i] >= signal[i - 1] && signal[i] > signal[i + 1]))
                continue;
            if (count == 0 || i - _beats[count - 1] >= refractory)
                _beats[count++] = i;
            else if (signal[i] > signal[_beats[count - 1]])
                _beats[count - 1] = i;
        }

        return _beats.AsSpan(0, count);
    }

    private bool ArePlausible(Span<int> beats)
    {
        if (beats.Length < 3)
            return false;
        Span<double> intervals = _scratch.AsSpan(0, beats.Length - 1);
        for (int i = 0; i < intervals.Length; i++)
            intervals[i] = (beats[i + 1] - beats[i]) / _rateHz;
        double median = Median(intervals);
        int regular = 0;
        foreach (double interval in intervals)
            regular += Math.Abs(interval - median) <= IntervalTolerance * median ? 1 : 0;
        return 60 / median is >= LeastBeatsPerMinute and <= MostBeatsPerMinute && regular >= RegularShare * intervals.Length;
    }

    private static double Strength(ReadOnlySpan<double> part)
    {
        double sum = 0;
        foreach (double x in part)
            sum += x * x;
        return Math.Sqrt(sum / part.Length);
    }

    private static double Strongest(ReadOnlySpan<double> values)
    {
        double most = double.NegativeInfinity;
        foreach (double x in values)
            most = Math.Max(most, x);
        return most;
    }

    /// <summary>Sorts the values; the lower of two middle ones is not averaged with the upper, which is taken.</summary>
    private static double Median(Span<double> values)
    {
        values.Sort();
        return values[values.Length / 2];
    }
}
