using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Signals.Preprocessing;

/// <summary>Rejects channels that cannot be preprocessed; messages name the subject, the problem, its place and the remedy.</summary>
internal static class ChannelChecks
{
    /// <summary>Deviations below this share of the signal's magnitude are rounding errors, not signal.</summary>
    private const double RelativeRounding = 1e-12;

    /// <summary>Finds the channel of a modality.</summary>
    /// <exception cref="InvalidDataException">The recording has none, or an empty one.</exception>
    public static Channel Find(Recording recording, Modality modality)
    {
        Channel channel = recording.Channels.FirstOrDefault(c => c.Modality == modality)
            ?? throw new InvalidDataException($"{recording.Subject}: there is no {recording.Device.LabelOf(modality)}; " +
                $"the recording has {string.Join(", ", recording.Channels.Select(c => recording.Device.LabelOf(c.Modality)))}.");
        int axes = modality.Info().Axes.Count;
        if (channel.Axes.Count != axes)
            throw Bad(recording, channel, $"has {channel.Axes.Count} axes, not {axes} ({string.Join(", ", modality.Info().Axes)}): name each of them.");
        if (channel.SamplingRateHz < 1)
            throw Bad(recording, channel, $"has a sampling rate of {channel.SamplingRateHz} Hz.");
        return channel;
    }

    /// <summary>Checks the lengths of devices that sample everything together with the labels, where the labels are the file's own samples.</summary>
    /// <exception cref="InvalidDataException">The lengths differ.</exception>
    public static void RequireLengthOfLabels(Recording recording, Channel channel)
    {
        if (recording.Device.Info().SamplesWithLabels && recording.Labels.Legend.IsFixed && channel.SamplingRateHz == recording.Labels.SamplingRateHz
            && channel.Length != recording.Labels.Codes.Length)
            throw Bad(recording, channel,
                $"has {channel.Length} samples but label has {recording.Labels.Codes.Length}.");
    }

    /// <summary>Checks that a channel can be filtered.</summary>
    /// <exception cref="InvalidDataException">Sampled too slowly for the band, or too short.</exception>
    public static void RequireRateFor(Recording recording, Channel channel, PassBand band)
    {
        if (!band.FitsRate(channel.SamplingRateHz))
            throw Bad(recording, channel,
                $"is sampled at {channel.SamplingRateHz} Hz; its filter ({band}) needs more than {2 * band.HighHz} Hz.");
    }

    /// <summary>Checks that a signal has enough samples for the zero-phase filter's padding.</summary>
    /// <exception cref="InvalidDataException">Too short.</exception>
    public static void RequireSamples(Recording recording, Channel channel, int minimum)
    {
        if (channel.Length < minimum)
            throw Bad(recording, channel,
                $"has {channel.Length} samples; its filter needs at least {minimum}.");
    }

    /// <summary>
    /// Handles missing values: returns the channel's own array if there are none, else a copy with its gaps filled.
    /// </summary>
    /// <exception cref="InvalidDataException">There are gaps, and they must not or cannot be filled.</exception>
    public static double[] WithoutGaps(Recording recording, Channel channel, GapPolicy policy, Action<string>? log)
    {
        int first = MissingValues.First(channel.Samples);
        if (first < 0)
            return channel.Samples;
        int count = MissingValues.Count(channel.Samples);
        string name = $"{recording.Device.Info().Name}/{channel.Name}";
        if (policy == GapPolicy.Error)
            throw Bad(recording, channel, $"has {count} missing or infinite values, the first at sample {first} " +
                $"({Seconds(first, channel)} s); --gaps interpolate fills gaps of up to 1 s.");
        double[] filled = [.. channel.Samples];
        for (int from = first; ;)
        {
            (int start, int length) = MissingValues.NextGap(filled, from);
            if (length == 0)
                break;
            FillGap(recording, channel, filled, start, length);
            from = start + length;
        }

        log?.Invoke($"{recording.Subject}: {name}: {count} missing values interpolated, the first at sample {first}.");
        return filled;
    }

    private static void FillGap(Recording recording, Channel channel, double[] samples, int start, int length)
    {
        string gap = $"lacks {length} samples from sample {start} on ({Seconds(length, channel)} s from {Seconds(start, channel)} s on)";
        if (length > channel.SamplingRateHz)
            throw Bad(recording, channel,
                $"{gap}; only gaps of up to 1 s are filled. Cut it out of the recording or leave the subject out.");
        if (start == 0 || start + length == samples.Length)
            throw Bad(recording, channel,
                $"{gap}, at its {(start == 0 ? "start" : "end")}: there is nothing to interpolate from. Cut it off.");
        MissingValues.FillLinearly(samples, start, length);
    }

    /// <summary>Checks that the z-score has samples and a deviation.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static void RequireVariation(
        Recording recording, Channel channel, ReadOnlySpan<double> samples, ChannelStatistics statistics,
        string which, IEnumerable<(int Start, int End)> ranges)
    {
        if (statistics.Count == 0)
            throw Bad(recording, channel, $"has no {which} samples to normalise by.");
        (double lowest, double highest) = RangeOf(samples, ranges);
        if (lowest == highest)
            throw Bad(recording, channel,
                $"is constant ({lowest}) over its {statistics.Count} {which} samples. Was the sensor attached?");
        if (IsRounding(statistics, lowest, highest))
            throw Bad(recording, channel,
                $"is constant over its {statistics.Count} {which} samples once filtered. Was the sensor attached?");
    }

    /// <summary>Returns whether the filtered samples have a deviation that is signal, not the rounding of a constant.</summary>
    public static bool Varies(ReadOnlySpan<double> samples, ChannelStatistics statistics, IEnumerable<(int Start, int End)> ranges)
    {
        (double lowest, double highest) = RangeOf(samples, ranges);
        return statistics.Count > 0 && lowest < highest && !IsRounding(statistics, lowest, highest);
    }

    private static bool IsRounding(ChannelStatistics statistics, double lowest, double highest) =>
        !(statistics.StandardDeviation > RelativeRounding * Math.Max(-lowest, highest));

    private static (double Lowest, double Highest) RangeOf(ReadOnlySpan<double> samples, IEnumerable<(int Start, int End)> ranges)
    {
        (double lowest, double highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach ((int start, int end) in ranges)
            Extremes.Widen(samples[start..end], ref lowest, ref highest);
        return (lowest, highest);
    }

    private static string Seconds(int samples, Channel channel) => ((double)samples / channel.SamplingRateHz).ToString("0.###");

    private static InvalidDataException Bad(Recording recording, Channel channel, string what) =>
        new($"{recording.Subject}: {recording.Device.Info().Name}/{channel.Name} {what}");
}
