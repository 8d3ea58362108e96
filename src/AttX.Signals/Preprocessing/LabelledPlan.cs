namespace AttX.Signals.Preprocessing;

/// <summary>Plan for training and scoring: windows inside one contiguous run of one used label, normalised by labelled samples.</summary>
internal sealed class LabelledPlan(Recording recording, PreprocessingOptions options, Action<string>? log) : IWindowPlan
{
    public IReadOnlyList<Window> Windows(IReadOnlyList<Channel> channels, int availableSamples)
    {
        foreach (Channel channel in channels)
            ChannelChecks.RequireLengthOfLabels(recording, channel);
        if (!recording.Labels.Occurring.Any(options.Task.Uses))
            throw new InvalidDataException($"{recording.Subject}: no sample is labelled {options.Task.Alternatives()}{Found()}.");
        Window[] windows = [.. Windower.Cut(recording.Labels, options.Spec, options.Task, availableSamples)
            .Where(window => options.IsSettledAt(window.StartSample))];
        if (windows.Length == 0)
            throw new InvalidDataException(
                $"{recording.Subject}: no stretch of {options.Task.Alternatives()} is {options.Spec.LengthSeconds} s long within the " +
                $"{(double)availableSamples / options.Spec.SamplingRateHz:0.#} s that all signals cover.");
        return options.Task.Rating == null ? windows : RatedWindows.Classify(recording, windows, options, log);
    }

    public double[] WithoutGaps(Channel channel) => ChannelChecks.WithoutGaps(recording, channel, options.Gaps, log);

    public (ChannelStatistics Used, ChannelStatistics By) Measure(Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered)
    {
        ChannelStatistics used = Measure(channel, unfiltered, filtered, "used", options.Task.Uses);
        return (used, options.Normalisation switch
        {
            Normalisation.Subject => used,
            Normalisation.Baseline => Measure(channel, unfiltered, filtered, "baseline", Baseline()),
            _ => new ChannelStatistics(used.Count, 0, 1),
        });
    }

    /// <summary>The task's label at rest.</summary>
    private Func<string?, bool> Baseline() => options.Task.Baseline is { } rest ? label => label == rest : throw new InvalidDataException(
        $"{recording.Subject}: the task {options.Task.Name} has no label at rest to normalise by: choose another --normalise.");

    private string Found() => recording.Labels.Occurring is { Count: > 0 } labels ? $"; its labels are {string.Join(", ", labels)}" : "";

    private ChannelStatistics Measure(
        Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered, string which, Func<string?, bool> uses)
    {
        (int Start, int End)[] ranges = [.. Standardizer.SampleRanges(filtered.Length, channel.SamplingRateHz, recording.Labels, uses)];
        ChannelStatistics statistics = Standardizer.Measure(filtered, ranges);
        ChannelChecks.RequireVariation(recording, channel, unfiltered, statistics, which, ranges);
        return statistics;
    }
}
