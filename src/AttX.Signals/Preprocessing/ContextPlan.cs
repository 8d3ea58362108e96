namespace AttX.Signals.Preprocessing;

/// <summary>
/// Plan that adds to another's windows those in their context: the windows that begin whole hops before them, once the session has settled. They
/// bear no label, because a device hears that time whatever its label.
/// </summary>
internal sealed class ContextPlan(IWindowPlan plan, PreprocessingOptions options) : IWindowPlan
{
    private readonly HashSet<int> _own = [];

    public IReadOnlyList<Window> Windows(IReadOnlyList<Channel> channels, int availableSamples)
    {
        List<Window> all = [.. plan.Windows(channels, availableSamples)];
        _own.UnionWith(all.Select(w => w.StartSample));
        HashSet<int> starts = [.. _own];
        foreach (int own in _own)
            for (int k = 1; k < options.ContextWindows; k++)
            {
                int start = own - (k * options.Spec.HopSamples);
                if (start >= 0 && options.IsSettledAt(start) && starts.Add(start))
                    all.Add(new Window(start, null));
            }

        return [.. all.OrderBy(w => w.StartSample)];
    }

    public double[] WithoutGaps(Channel channel) => plan.WithoutGaps(channel);

    public (ChannelStatistics Used, ChannelStatistics By) Measure(Channel channel, double[] unfiltered, ReadOnlySpan<double> filtered) =>
        plan.Measure(channel, unfiltered, filtered);

    /// <summary>Takes the windows that were added out of a set, as the context of the others.</summary>
    public WindowSet Divide(WindowSet set)
    {
        ILookup<bool, int> isOwn = Enumerable.Range(0, set.Count).ToLookup(w => _own.Contains(set.Windows[w].StartSample));
        return set.Pick([.. isOwn[true]]) with { Context = set.Pick([.. isOwn[false]]) };
    }
}
