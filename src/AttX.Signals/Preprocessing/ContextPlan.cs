namespace AttX.Signals.Preprocessing;

/// <summary>Places the windows that stand in the context of a plan's own: a device hears the time before them, whatever its label.</summary>
internal static class ContextPlan
{
    /// <summary>Adds the windows that begin whole hops before a plan's own, within the context and once the session has settled, without labels.</summary>
    /// <returns>All windows in order of time, none twice.</returns>
    public static IReadOnlyList<Window> Extend(IReadOnlyList<Window> own, PreprocessingOptions options)
    {
        var starts = own.Select(w => w.StartSample).ToHashSet();
        List<Window> all = [.. own];
        foreach (Window window in own)
            for (int k = 1; k < options.ContextWindows; k++)
            {
                int start = window.StartSample - (k * options.Spec.HopSamples);
                if (start >= 0 && options.IsSettledAt(start) && starts.Add(start))
                    all.Add(new Window(start, null));
            }

        return [.. all.OrderBy(w => w.StartSample)];
    }

    /// <summary>Takes the windows that <see cref="Extend"/> added out of a set, as the context of the others.</summary>
    public static WindowSet Divide(WindowSet set, IReadOnlyList<Window> own)
    {
        var starts = own.Select(w => w.StartSample).ToHashSet();
        ILookup<bool, int> isOwn = Enumerable.Range(0, set.Count).ToLookup(w => starts.Contains(set.Windows[w].StartSample));
        return set.Pick([.. isOwn[true]]) with { Context = set.Pick([.. isOwn[false]]) };
    }
}
