namespace AttX.Signals.Preprocessing;

/// <summary>For training and scoring: windows inside one contiguous run of one used label, normalised by labelled samples.</summary>
internal sealed class LabelledPlan(Recording recording, PreprocessingOptions options, Action<string>? log) : IWindowPlan
{
    public IReadOnlyList<Window> Windows(IReadOnlyList<Channel> channels, int availableSamples)
    {
        foreach (Channel channel in channels)
            ChannelChecks.RequireLengthOfLabels(recording, channel);
        if (!recording.Labels.States.Any(options.Classes.Uses))
            throw new InvalidDataException($"{recording.Subject}: no sample is labelled baseline, stress or amusement.");
        IReadOnlyList<Window> windows = Windower.Cut(recording.Labels, options.Spec, options.Classes, availableSamples);
        return windows.Count > 0 ? windows : throw new InvalidDataException(
            $"{recording.Subject}: no stretch of baseline, stress or amusement is {options.Spec.LengthSeconds} s long within the " +
            $"{(double)availableSamples / options.Spec.SamplingRateHz:0.#} s that all signals cover.");
    }

    public double[] WithoutGaps(Channel channel) => ChannelChecks.WithoutGaps(recording, channel, options.Gaps, log);

    public (ChannelStatistics Used, ChannelStatistics By) Measure(Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered)
    {
        ChannelStatistics used = Measure(channel, unfiltered, filtered, "used", options.Classes.Uses);
        return (used, options.Normalisation switch
        {
            Normalisation.Subject => used,
            Normalisation.Baseline => Measure(channel, unfiltered, filtered, "baseline", s => s == AffectiveState.Baseline),
            _ => new ChannelStatistics(used.Count, 0, 1),
        });
    }

    private ChannelStatistics Measure(
        Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered, string which, Func<AffectiveState, bool> uses)
    {
        (int Start, int End)[] ranges = [.. Standardizer.SampleRanges(filtered.Length, channel.SamplingRateHz, recording.Labels, uses)];
        ChannelStatistics statistics = Standardizer.Measure(filtered, ranges);
        ChannelChecks.RequireVariation(recording, channel, unfiltered, statistics, which, ranges);
        return statistics;
    }
}
