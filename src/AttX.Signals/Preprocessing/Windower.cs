namespace AttX.Signals.Preprocessing;

/// <summary>Cuts the label track's runs into windows, in exact integer arithmetic.</summary>
public static class Windower
{
    /// <summary>
    /// The windows of the used labels, in order of time. A run [a, b) of the track, at rate l, holds the windows at common rate
    /// r that start at ceil(a·r/l) + j·hop and end at or before floor(b·r/l).
    /// </summary>
    /// <param name="labels">The label track.</param>
    /// <param name="spec">Common rate, window length and hop.</param>
    /// <param name="task">Says which labels are used.</param>
    /// <param name="availableSamples">Length of the shortest signal at the common rate: no window reaches beyond.</param>
    public static IReadOnlyList<Window> Cut(LabelTrack labels, WindowSpec spec, ClassificationTask task, int availableSamples)
    {
        List<Window> windows = [];
        long rate = spec.SamplingRateHz, labelRate = labels.SamplingRateHz;
        foreach (LabelRun run in labels.Runs().Where(run => task.Uses(run.Label)))
        {
            long end = Math.Min(run.End * rate / labelRate, availableSamples);
            for (long start = (run.Start * rate + labelRate - 1) / labelRate; start + spec.WindowSamples <= end; start += spec.HopSamples)
                windows.Add(new Window((int)start, run.Label));
        }

        return windows;
    }

    /// <summary>
    /// The windows of the whole of a recording, from its first sample on, in order of time. A window's label is that of the run of
    /// the track that holds it, as in <see cref="Cut"/>; null where none does.
    /// </summary>
    /// <param name="labels">The label track; it may be empty.</param>
    /// <param name="spec">Common rate, window length and hop.</param>
    /// <param name="availableSamples">Length of the shortest signal at the common rate: no window reaches beyond.</param>
    public static IReadOnlyList<Window> Whole(LabelTrack labels, WindowSpec spec, int availableSamples)
    {
        List<Window> windows = [];
        long rate = spec.SamplingRateHz, labelRate = labels.SamplingRateHz;
        LabelRun[] runs = [.. labels.Runs()];
        int run = 0;
        foreach (long start in spec.Starts(availableSamples))
        {
            while (run < runs.Length && runs[run].End * rate <= start * labelRate) run++;
            bool isHeld = run < runs.Length && runs[run].Start * rate <= start * labelRate
                && (start + spec.WindowSamples) * labelRate <= runs[run].End * rate;
            windows.Add(new Window((int)start, isHeld ? runs[run].Label : null));
        }

        return windows;
    }
}
