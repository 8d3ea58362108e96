using AttX.Ground;
using AttX.Signals.Features.Heart;
using AttX.Signals.Filtering;
using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Signals.Features.Plain;

/// <summary>Statistics that plain features are standardised by.</summary>
public enum FeatureScale
{
    /// <summary>None: physical units.</summary>
    None,

    /// <summary>Those of all of the subject's windows.</summary>
    Session,

    /// <summary>Those of the subject's windows so far.</summary>
    Running,
}

/// <summary>
/// The fixed list of ten features of the linear baseline, which a network has to exceed: heart rate and the deviation of successive beat intervals of
/// the blood volume pulse (of the ECG where no pulse is recorded); mean, logarithm, deviation, slope, fast part and rising share of skin conductance; mean and slope of temperature.
/// </summary>
/// <remarks>Kept as it is, whatever better features there are: a baseline that changes measures nothing.</remarks>
public static class PlainFeatures
{
    private const double ShortestBeat = 0.33, LongestBeat = 1.7, PeakDistance = 0.4, PeakProminence = 0.5, Least = 1e-9;
    private const double LowestConductance = 0.01, RisingPerSecond = 0.04, SlowHalfSeconds = 5;
    private const double LargestMissingShare = 0.1;
    private const int FewestIntervals = 4, FirstRunning = 3;

    /// <summary>Beginnings of names, in the order of <see cref="ModalitiesAmong"/>.</summary>
    private static readonly string[] Prefixes = ["pulse_", "eda_", "temp_"];

    /// <summary>The features' names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "pulse_rate", "pulse_log_variation", "eda_mean", "eda_log_mean", "eda_deviation", "eda_slope", "eda_fast", "eda_rising", "temp_mean", "temp_slope",
    ];

    /// <summary>Returns the modalities that they are computed from: a cardiac one, skin conductance and temperature.</summary>
    /// <param name="recorded">The modalities that there are; the pulse is preferred to the ECG.</param>
    public static IReadOnlyList<Modality> ModalitiesAmong(IReadOnlyList<Modality> recorded) =>
        [recorded.Contains(Modality.Ecg) && !recorded.Contains(Modality.Bvp) ? Modality.Ecg : Modality.Bvp, Modality.Eda, Modality.Temperature];

    /// <summary>Returns the features with the modality that each is computed from.</summary>
    /// <param name="recorded">The modalities that there are.</param>
    public static IReadOnlyList<(string Name, Modality Modality)> Columns(IReadOnlyList<Modality> recorded)
    {
        IReadOnlyList<Modality> modalities = ModalitiesAmong(recorded);
        return [.. Names.Select(name => (name, modalities[Array.FindIndex(Prefixes, name.StartsWith)]))];
    }

    /// <summary>Computes the features of a recording's windows, row by row.</summary>
    /// <param name="recording">A recording with <see cref="ModalitiesAmong"/>.</param>
    /// <param name="startSeconds">The windows' starts, ascending.</param>
    /// <param name="lengthSeconds">Their length.</param>
    /// <param name="scale">How they are standardised.</param>
    /// <exception cref="InvalidDataException">The recording lacks a modality, or a window reaches more than a second beyond its end.</exception>
    public static double[] Of(Recording recording, IReadOnlyList<double> startSeconds, double lengthSeconds, FeatureScale scale)
    {
        Channel[] channels = [.. ModalitiesAmong([.. recording.Channels.Select(c => c.Modality)]).Select(m => recording.Channels.FirstOrDefault(c => c.Modality == m)
            ?? throw new InvalidDataException($"{recording.Subject}: no {m.Info().Label}, which the linear baseline needs."))];
        double[] values = new double[startSeconds.Count * Names.Count];
        Func<double, double[]> intervals = Intervals(recording, channels[0], lengthSeconds);
        double[] conductance = Held(channels[1].Samples), temperature = Held(channels[2].Samples);
        for (int w = 0; w < startSeconds.Count; w++)
        {
            Span<double> row = values.AsSpan(w * Names.Count, Names.Count);
            ReadOnlySpan<double> Window(double[] samples, int channel) => Cut(recording, channels[channel], samples, startSeconds[w], lengthSeconds);
            Pulse(intervals(startSeconds[w]), row);
            Conductance(Window(conductance, 1), channels[1].SamplingRateHz, row[2..]);
            ReadOnlySpan<double> warmth = Window(temperature, 2);
            (row[8], row[9]) = (Mean(warmth), Slope(warmth, channels[2].SamplingRateHz));
        }

        for (int c = 0; c < Names.Count; c++)
        {
            double[] column = [.. Enumerable.Range(0, startSeconds.Count).Select(w => values[(w * Names.Count) + c])];
            Fill(column);
            Standardise(column, scale);
            for (int w = 0; w < column.Length; w++)
                values[(w * Names.Count) + c] = column[w];
        }

        return values;
    }

    /// <summary>Computes the features of one window from its own samples.</summary>
    /// <param name="window">The window's channels; NaN for a missing sample.</param>
    /// <returns>One value per name; NaN where the window does not carry a feature.</returns>
    public static double[] OfWindow(IReadOnlyList<Channel> window)
    {
        double[] row = new double[Names.Count];
        row.AsSpan().Fill(double.NaN);
        foreach (Channel channel in window.Where(c => c.Length >= 2 && MissingValues.Count(c.Samples) <= LargestMissingShare * c.Length))
        {
            double[] samples = Held(channel.Samples);
            if (channel.Modality == Modality.Eda)
                Conductance(samples, channel.SamplingRateHz, row.AsSpan(2));
            else if (channel.Modality == Modality.Temperature)
                (row[8], row[9]) = (Mean(samples), Slope(samples, channel.SamplingRateHz));
            else if (channel.Modality.Info().IsCardiac)
                Pulse(Plausible(Beats(channel, samples)), row);
        }

        return row;
    }

    /// <summary>Finds the beats of a window. Its filter begins at its mean, since it has not seen what was before.</summary>
    private static double[] Beats(Channel channel, double[] samples)
    {
        if (channel.Modality == Modality.Ecg)
            return BeatDetector.Detect(channel);
        double mean = Mean(samples);
        double[] pulse = [.. samples.Select(x => x - mean)];
        PulseFilter(channel.SamplingRateHz).Process(pulse, pulse);
        return Peaks(pulse, channel.SamplingRateHz);
    }

    private static CausalFilter PulseFilter(int rateHz) => new(ButterworthDesign.BandPass(3, 0.7, 3.5, rateHz));

    private static double[] Peaks(ReadOnlySpan<double> pulse, int rateHz) =>
        [.. PeakFinder.Find(pulse, (int)(PeakDistance * rateHz), (PeakProminence * Deviation(pulse)) + Least).Select(p => (double)p / rateHz)];

    /// <summary>Returns the beat intervals of a window by its start: of peaks of the filtered pulse, or of beats of an ECG.</summary>
    private static Func<double, double[]> Intervals(Recording recording, Channel channel, double lengthSeconds)
    {
        if (channel.Modality == Modality.Ecg)
        {
            double[] beats = BeatDetector.Detect(channel);
            return start => Plausible([.. beats.Where(b => b >= start && b < start + lengthSeconds)]);
        }

        int rateHz = channel.SamplingRateHz;
        double[] pulse = Held(channel.Samples);
        PulseFilter(rateHz).Process(pulse, pulse);
        return start => Plausible(Peaks(Cut(recording, channel, pulse, start, lengthSeconds), rateHz));
    }

    private static double[] Plausible(double[] beats) => [.. beats.Skip(1).Zip(beats, (b, a) => b - a).Where(i => i is > ShortestBeat and < LongestBeat)];

    private static void Pulse(double[] intervals, Span<double> row)
    {
        if (intervals.Length < FewestIntervals)
        {
            (row[0], row[1]) = (double.NaN, double.NaN);
            return;
        }

        double[] changes = [.. intervals.Skip(1).Zip(intervals, (b, a) => b - a)];
        (row[0], row[1]) = (60 / Median.Of(intervals), Math.Log((Deviation(changes) * 1000) + 1));
    }

    private static void Conductance(ReadOnlySpan<double> x, int rateHz, Span<double> row)
    {
        double mean = Mean(x);
        (row[0], row[1], row[2], row[3]) = (mean, Math.Log(Math.Max(mean, LowestConductance)), Deviation(x), Slope(x, rateHz));
        int half = (Math.Min((2 * (int)(SlowHalfSeconds * rateHz)) + 1, (x.Length / 2 * 2) - 1) - 1) / 2, rising = 0;
        double fast = 0, slow = x[0] * (half + 1);
        for (int k = 0; k < half; k++)
            slow += x[Math.Min(k, x.Length - 1)];
        for (int i = 0; i < x.Length; i++)
        {
            // The sum over i - half to i + half, ends repeated, moved on by one.
            slow += x[Math.Min(i + half, x.Length - 1)] - x[Math.Max(i - half - 1, 0)];
            fast += Math.Abs(x[i] - (slow / ((2 * half) + 1)));
            rising += i > 0 && x[i] - x[i - 1] > RisingPerSecond / rateHz ? 1 : 0;
        }

        (row[4], row[5]) = (fast / x.Length, (double)rising / (x.Length - 1));
    }

    private static ReadOnlySpan<double> Cut(Recording recording, Channel channel, double[] samples, double start, double length)
    {
        int first = (int)Math.Round(start * channel.SamplingRateHz), count = (int)Math.Round(length * channel.SamplingRateHz);
        // Channels of a device end within a second of each other.
        count -= Math.Clamp(first + count - samples.Length, 0, channel.SamplingRateHz);
        return first >= 0 && count >= 2 && first + count <= samples.Length ? samples.AsSpan(first, count) : throw new InvalidDataException(
            FormattableString.Invariant($"{recording.Subject}: a window from {start} s of {length} s is no part of {channel.Name}, {samples.Length} samples at {channel.SamplingRateHz} Hz."));
    }

    /// <summary>Repeats the last value in gaps: a filter would never recover from one.</summary>
    private static double[] Held(double[] samples)
    {
        double[] held = [.. samples];
        double last = samples.FirstOrDefault(double.IsFinite);
        for (int i = 0; i < held.Length; i++)
            last = held[i] = double.IsFinite(held[i]) ? held[i] : last;
        return held;
    }

    /// <summary>Repeats the last window's value where there is none; at the start, takes the median of all.</summary>
    private static void Fill(double[] column)
    {
        double[] known = [.. column.Where(v => !double.IsNaN(v))];
        double last = known.Length > 0 ? Median.Of(known) : 0;
        for (int i = 0; i < column.Length; i++)
            last = column[i] = double.IsNaN(column[i]) ? last : column[i];
    }

    private static void Standardise(double[] column, FeatureScale scale)
    {
        double[] raw = [.. column];
        (double mean, double deviation) = scale == FeatureScale.Session ? (Mean(raw), Deviation(raw)) : default;
        for (int i = 0; i < column.Length && scale != FeatureScale.None; i++)
        {
            if (scale == FeatureScale.Running)
                (mean, deviation) = (Mean(raw.AsSpan(0, i + 1)), i < FirstRunning ? 1 : Deviation(raw.AsSpan(0, i + 1)));
            column[i] = (raw[i] - mean) / (deviation + Least);
        }
    }

    private static double Mean(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
            sum += value;
        return sum / x.Length;
    }

    private static double Deviation(ReadOnlySpan<double> x)
    {
        double mean = Mean(x), sum = 0;
        foreach (double value in x)
            sum += (value - mean) * (value - mean);
        return Math.Sqrt(sum / x.Length);
    }

    /// <summary>Slope of the least-squares line, per second.</summary>
    private static double Slope(ReadOnlySpan<double> x, int rateHz)
    {
        double middle = (x.Length - 1) / 2.0, products = 0, squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            products += (i - middle) * x[i];
            squares += (i - middle) * (i - middle);
        }

        return products / squares * rateHz;
    }
}
