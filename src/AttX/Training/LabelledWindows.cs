using AttX.Signals;

namespace AttX.Training;

/// <summary>Windows of several subjects with their class indices, addressed as one list.</summary>
public sealed class LabelledWindows
{
    private readonly (WindowSet Set, int Window)[] _items;
    private readonly (int First, int Count)[]? _chunks;
    private readonly FeatureInput? _features;

    /// <summary>Collects the windows of the sets whose label the task uses, set by set.</summary>
    /// <param name="sets">The windows, by subject.</param>
    /// <param name="task">Defines the labels used.</param>
    /// <param name="skipBad">Whether to leave out windows with quality flags.</param>
    /// <param name="features">How the windows' features enter the network; null for a network without.</param>
    public LabelledWindows(IReadOnlyList<WindowSet> sets, ClassificationTask task, bool skipBad = false, FeatureInput? features = null)
    {
        _features = features;
        _items = [.. sets.SelectMany(set => Enumerable.Range(0, set.Count)
            .Where(i => task.IndexOf(set.Windows[i].Label) >= 0 && !(skipBad && set.Quality?[i] > QualityFlags.None)).Select(i => (set, i)))];
        Labels = [.. _items.Select(item => task.IndexOf(item.Set.Windows[item.Window].Label))];
    }

    /// <summary>Collects stretches of sessions, set by set.</summary>
    /// <param name="sets">The windows, by subject, with those of their context.</param>
    /// <param name="chunks">By subject, the stretches: places of windows (<see cref="WindowContext.At"/>) in order of time.</param>
    /// <param name="task">Defines the labels used; windows with another have the class -1.</param>
    public LabelledWindows(IReadOnlyList<WindowSet> sets, IReadOnlyList<IReadOnlyList<int[]>> chunks, ClassificationTask task)
    {
        List<(WindowSet, int)> items = [];
        List<(int, int)> found = [];
        foreach ((WindowSet set, IReadOnlyList<int[]> own) in sets.Zip(chunks))
            foreach (int[] places in own)
            {
                found.Add((items.Count, places.Length));
                items.AddRange(places.Select(place => place < set.Count ? (set, place) : (set.Context!, place - set.Count)));
            }

        (_items, _chunks) = ([.. items], [.. found]);
        Labels = [.. _items.Select(item => task.IndexOf(item.Set.Windows[item.Window].Label))];
    }

    /// <summary>Number of windows.</summary>
    public int Count => _items.Length;

    /// <summary>Number of windows with a class.</summary>
    public int LabelledCount => Labels.Count(label => label >= 0);

    /// <summary>The stretches of a session that are learned from together: first window and number of windows; without context, of one window each.</summary>
    public IReadOnlyList<(int First, int Count)> Chunks => _chunks ?? [.. Enumerable.Range(0, Count).Select(i => (i, 1))];

    /// <summary>Time steps of every window.</summary>
    public int WindowSamples => _items.Length == 0 ? 0 : _items[0].Set.Spec.WindowSamples;

    /// <summary>Samples between the starts of two windows of a stretch.</summary>
    public int HopSamples => _items.Length == 0 ? 0 : _items[0].Set.Spec.HopSamples;

    /// <summary>Class index of each window; -1 for one that only stands in the context of others.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Returns the samples of one window of one modality.</summary>
    public ReadOnlySpan<float> Signal(int modality, int window) =>
        _items[window].Set.Signal(modality, _items[window].Window);

    /// <summary>Returns a window's first sample in its recording.</summary>
    public int StartSample(int window) => _items[window].Set.Windows[_items[window].Window].StartSample;

    /// <summary>Returns whether a window has no quality flag, so that it may stand in the context of others.</summary>
    public bool IsGood(int window) => !(_items[window].Set.Quality?[_items[window].Window] > QualityFlags.None);

    /// <summary>Writes the features of one window into a network's input; writes nothing for a network without.</summary>
    /// <param name="window">The window.</param>
    /// <param name="present">Which branches' sensors it has; empty: all.</param>
    /// <param name="input">The input.</param>
    public void CopyFeatures(int window, ReadOnlySpan<bool> present, Span<float> input) =>
        _features?.Apply(_items[window].Set.Features![_items[window].Window], present, input);
}
