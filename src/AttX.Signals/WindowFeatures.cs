namespace AttX.Signals;

/// <summary>Features of a subject's windows, for learners that see these instead of signals.</summary>
/// <param name="Names">The features' names, by column.</param>
/// <param name="Values">Windows × columns, one window after another; NaN where a window does not carry a feature.</param>
public sealed record WindowFeatures(IReadOnlyList<string> Names, double[] Values)
{
    /// <summary>Number of windows.</summary>
    public int Count => Values.Length / Names.Count;

    /// <summary>The features of one window.</summary>
    public ReadOnlySpan<double> this[int window] => Values.AsSpan(window * Names.Count, Names.Count);
}
