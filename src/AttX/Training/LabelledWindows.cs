using AttX.Signals;

namespace AttX.Training;

/// <summary>Windows of several subjects with their class indices, addressed as one list.</summary>
public sealed class LabelledWindows
{
    private readonly (WindowSet Set, int Window)[] _items;

    /// <summary>The windows of the sets whose state the scheme uses, set by set.</summary>
    /// <param name="sets">The windows, by subject.</param>
    /// <param name="scheme">Which states are used.</param>
    /// <param name="skipBad">Leaves out windows that are known to have a flaw.</param>
    public LabelledWindows(IReadOnlyList<WindowSet> sets, ClassScheme scheme, bool skipBad = false)
    {
        _items = [.. sets.SelectMany(set => Enumerable.Range(0, set.Count)
            .Where(i => scheme.Uses(set.Windows[i].State) && !(skipBad && set.Quality?[i] > QualityFlags.None)).Select(i => (set, i)))];
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
