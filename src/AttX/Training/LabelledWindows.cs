using AttX.Signals;

namespace AttX.Training;

/// <summary>Windows of several subjects with their class indices, addressed as one list.</summary>
public sealed class LabelledWindows
{
    private readonly (WindowSet Set, int Window)[] _items;

    /// <summary>All windows of the sets whose state the scheme uses, set by set.</summary>
    public LabelledWindows(IReadOnlyList<WindowSet> sets, ClassScheme scheme)
    {
        _items = [.. sets.SelectMany(set => Enumerable.Range(0, set.Count)
            .Where(i => scheme.Uses(set.Windows[i].State)).Select(i => (set, i)))];
        Labels = [.. _items.Select(item => scheme.IndexOf(item.Set.Windows[item.Window].State))];
    }

    /// <summary>Number of windows.</summary>
    public int Count => _items.Length;

    /// <summary>Time steps of every window.</summary>
    public int WindowSamples => _items.Length == 0 ? 0 : _items[0].Set.Spec.WindowSamples;

    /// <summary>Class index of each window.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Samples of one window of one modality.</summary>
    public ReadOnlySpan<float> Signal(int modality, int window) =>
        _items[window].Set.Signal(modality, _items[window].Window);
}
