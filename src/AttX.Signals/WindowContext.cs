namespace AttX.Signals;

/// <summary>
/// Finds the windows in the context of each window of a set: those that begin whole hops before it, within the context's length, are good
/// (<see cref="QualityFlags.None"/>), and do not begin before <see cref="WindowSet.ContextFrom"/>.
/// </summary>
public sealed class WindowContext
{
    private readonly WindowSet _set;
    private readonly int _windows;
    private readonly Dictionary<int, int> _places = [];

    /// <summary>Indexes a set's windows.</summary>
    /// <param name="set">The windows, with those of their context.</param>
    /// <param name="windows">Windows that an estimate rests on, the current one included.</param>
    public WindowContext(WindowSet set, int windows)
    {
        (_set, _windows) = (set, windows);
        for (int place = 0; place < set.Count + (set.Context?.Count ?? 0); place++)
            _places[At(place).Start] = place;
    }

    /// <summary>Returns a window by its place: those of the set first, then those of its context.</summary>
    public (WindowSet Set, int Window, int Start) At(int place)
    {
        (WindowSet set, int window) = place < _set.Count ? (_set, place) : (_set.Context!, place - _set.Count);
        return (set, window, set.Windows[window].StartSample);
    }

    /// <summary>Returns the places of the windows in the context of one of the set, the earliest first, itself left out.</summary>
    public IEnumerable<int> Before(int window)
    {
        for (int k = _windows - 1; k > 0; k--)
            if (Find(_set.Windows[window].StartSample - (k * _set.Spec.HopSamples)) is >= 0 and var place && IsUsable(place))
                yield return place;
    }

    /// <summary>Returns the place of the window that begins at a sample; -1 if there is none.</summary>
    public int Find(int startSample) => _places.GetValueOrDefault(startSample, -1);

    /// <summary>Returns whether a window may stand in the context of others.</summary>
    public bool IsUsable(int place) => At(place) is var (set, window, start) && start >= _set.ContextFrom && !(set.Quality?[window] > QualityFlags.None);
}
