namespace AttX.Signals.Preprocessing;

/// <summary>
/// Plan for the time that a task does not use: windows without a sample of a used label, normalised as <see cref="LabelledPlan"/> does the others.
/// </summary>
internal sealed class UnusedPlan(Recording recording, PreprocessingOptions options) : IWindowPlan
{
    private readonly LabelledPlan _labelled = new(recording, options, log: null);

    public IReadOnlyList<Window> Windows(IReadOnlyList<Channel> channels, int availableSamples)
    {
        LabelRun[] used = [.. recording.Labels.Runs().Where(run => options.Task.Uses(run.Label))];
        return [.. Windower.Whole(recording.Labels, options.Spec, availableSamples)
            .Where(window => options.IsSettledAt(window.StartSample) && !used.Any(run => Touches(window, run)))];
    }

    public double[] WithoutGaps(Channel channel) => _labelled.WithoutGaps(channel);

    public (ChannelStatistics Used, ChannelStatistics By) Measure(Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered) =>
        _labelled.Measure(channel, unfiltered, filtered);

    private bool Touches(Window window, LabelRun run)
    {
        long rate = options.Spec.SamplingRateHz, labelRate = recording.Labels.SamplingRateHz;
        return run.Start * rate < (window.StartSample + options.Spec.WindowSamples) * labelRate && run.End * rate > window.StartSample * labelRate;
    }
}
