using AttX.Signals;

namespace AttX.Training;

/// <summary>Windows of several subjects with their class indices, addressed as one list.</summary>
public sealed class LabelledWindows
{
    private readonly (WindowSet Set, int Window)[] _items;
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

    /// <summary>Number of windows.</summary>
    public int Count => _items.Length;

    /// <summary>Time steps of every window.</summary>
    public int WindowSamples => _items.Length == 0 ? 0 : _items[0].Set.Spec.WindowSamples;

    /// <summary>Class index of each window.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Returns the samples of one window of one modality.</summary>
    public ReadOnlySpan<float> Signal(int modality, int window) =>
        _items[window].Set.Signal(modality, _items[window].Window);

    /// <summary>Writes the features of one window into a network's input; writes nothing for a network without.</summary>
    /// <param name="window">The window.</param>
    /// <param name="present">Which branches' sensors it has; empty: all.</param>
    /// <param name="input">The input.</param>
    public void CopyFeatures(int window, ReadOnlySpan<bool> present, Span<float> input) =>
        _features?.Apply(_items[window].Set.Features![_items[window].Window], present, input);
}
