using AttX.Signals;

namespace AttX.Training;

/// <summary>Windows of several subjects with their class indices, addressed as one list.</summary>
public sealed class LabelledWindows
{
    private readonly (WindowSet Set, int Window)[] _items;

    /// <summary>Collects the windows of the sets whose label the task uses, set by set.</summary>
    /// <param name="sets">The windows, by subject.</param>
    /// <param name="task">Defines the labels used.</param>
    /// <param name="skipBad">Whether to leave out windows with quality flags.</param>
    public LabelledWindows(IReadOnlyList<WindowSet> sets, ClassificationTask task, bool skipBad = false)
    {
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
}
