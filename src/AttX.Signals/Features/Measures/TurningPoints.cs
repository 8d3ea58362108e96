namespace AttX.Signals.Features.Measures;

/// <summary>A rise of a signal from a trough to the next peak, by sample.</summary>
/// <param name="Trough">Index of the minimum.</param>
/// <param name="Peak">Index of the maximum after it.</param>
internal readonly record struct Rise(int Trough, int Peak);

/// <summary>Finds the peaks and troughs of a signal that differ from their neighbours by a threshold at least.</summary>
internal static class TurningPoints
{
    /// <summary>
    /// Lists the rises, in order of time. An extreme counts once the signal has moved away from it by the threshold in the other
    /// direction, so that smaller wiggles belong to the rise or fall that they are on. What rises before the first trough or has no fall after it
    /// is left out.
    /// </summary>
    public static IReadOnlyList<Rise> Rises(ReadOnlySpan<double> x, double threshold)
    {
        List<Rise> rises = [];
        if (!(threshold > 0) || x.IsEmpty)
            return rises;
        int low = 0, high = 0, trough = -1;
        bool rising = false;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] < x[low]) low = i;
            if (x[i] > x[high]) high = i;
            if (rising && x[i] <= x[high] - threshold)
            {
                rises.Add(new Rise(trough, high));
                (rising, low) = (false, i);
            }
            else if (!rising && x[i] >= x[low] + threshold)
            {
                (rising, trough, high) = (true, low, i);
            }
        }

        // The signal may begin within a rise: its trough is then the first sample, not a turn.
        return rises.Count > 0 && rises[0].Trough == 0 ? rises[1..] : rises;
    }
}
