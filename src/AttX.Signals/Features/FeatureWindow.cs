namespace AttX.Signals.Features;

/// <summary>Start of a window, in seconds from the recording's first sample, and its label.</summary>
/// <param name="StartSeconds">Its start.</param>
/// <param name="Label">The label throughout the window; null if the recording has none.</param>
public readonly record struct FeatureWindow(double StartSeconds, string? Label)
{
    /// <summary>Most windows of one recording: a day by the second, and some.</summary>
    public const int Maximum = 100_000;

    // A share of a hop that allows for the rounding of sums of seconds.
    private const double Rounding = 1e-9;

    /// <summary>
    /// Places the windows of a recording, in order of time: within each run of one label, from its start, or, where nothing is labelled, from the
    /// first sample on. No window reaches beyond the shortest channel.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no such window, or more than <see cref="Maximum"/>.</exception>
    public static IReadOnlyList<FeatureWindow> Cut(Recording recording, FeatureOptions options)
    {
        double available = recording.Channels.Where(c => c.Length > 0).Select(c => c.DurationSeconds).DefaultIfEmpty(0).Min();
        (string? Label, double Start, double End)[] runs = [.. recording.Labels.Runs().Where(run => run.Label != null)
            .Select(run => (run.Label, run.Start / (double)recording.Labels.SamplingRateHz, Math.Min(available, run.End / (double)recording.Labels.SamplingRateHz)))];
        if (available < options.WindowSeconds)
            throw new InvalidDataException(FormattableString.Invariant(
                $"{recording.Subject}: its signals cover {available:0.###} s together, and a window is {options.WindowSeconds} s long: give a shorter --window."));
        List<FeatureWindow> windows = [];
        foreach ((string? label, double start, double end) in runs.Length > 0 ? runs : [(null, 0, available)])
            AddRun(recording.Subject, windows, label, start, end, options);
        return windows.Count > 0 ? windows : throw new InvalidDataException(FormattableString.Invariant(
            $"{recording.Subject}: its longest stretch of one label lasts {runs.Max(r => r.End - r.Start):0.###} s, and a window {options.WindowSeconds} s: give a shorter --window."));
    }

    private static void AddRun(string subject, List<FeatureWindow> windows, string? label, double start, double end, FeatureOptions options)
    {
        double hops = Math.Floor((end - start - options.WindowSeconds) / options.HopSeconds + Rounding);
        if (hops + windows.Count >= Maximum)
            throw new InvalidDataException(FormattableString.Invariant(
                $"{subject}: would have {hops + 1 + windows.Count:0} windows, at most {Maximum} are cut: give a longer --hop."));
        for (int i = 0; i <= hops; i++)
            windows.Add(new FeatureWindow(start + i * options.HopSeconds, label));
    }
}
