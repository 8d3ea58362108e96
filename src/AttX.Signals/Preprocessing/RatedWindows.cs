namespace AttX.Signals.Preprocessing;

/// <summary>Labels windows with the class of their mean rating.</summary>
internal static class RatedWindows
{
    /// <summary>Returns the windows that the rating covers throughout, each labelled with the name of its class.</summary>
    /// <param name="recording">The recording, with its ratings.</param>
    /// <param name="windows">Windows within runs of one label.</param>
    /// <param name="options">The task and the common rate.</param>
    /// <param name="log">Receives the number of windows left out.</param>
    /// <exception cref="InvalidDataException">The recording has no such rating, or it covers no window.</exception>
    public static IReadOnlyList<Window> Classify(
        Recording recording, IReadOnlyList<Window> windows, PreprocessingOptions options, Action<string>? log)
    {
        ClassificationTask task = options.Task;
        Rating rating = recording.Ratings.FirstOrDefault(r => r.Name == task.Rating) ?? throw new InvalidDataException(
            $"{recording.Subject}: there is no rating {task.Rating}, which the task {task.Name} asks for" +
            (recording.Ratings.Count == 0 ? "." : $"; it has {string.Join(", ", recording.Ratings.Select(r => r.Name))}."));
        Window[] classified = [.. from window in windows
            let mean = MeanOver(rating, window, options.Spec)
            where double.IsFinite(mean)
            select window with { Label = task.Classes[task.IndexOf(mean)] }];
        if (classified.Length == 0)
            throw new InvalidDataException($"{recording.Subject}: {rating.Name} has no values throughout any of {windows.Count} windows.");
        if (classified.Length < windows.Count)
            log?.Invoke($"{recording.Subject}: {windows.Count - classified.Length} of {windows.Count} windows are left out: {rating.Name} has no value in a part of them.");
        return classified;
    }

    /// <summary>The mean of the values that fall into a window; NaN if one is missing.</summary>
    private static double MeanOver(Rating rating, Window window, WindowSpec spec)
    {
        double perSample = rating.SamplingRateHz / spec.SamplingRateHz;
        long first = (long)Math.Ceiling(window.StartSample * perSample), end = (long)Math.Ceiling(((long)window.StartSample + spec.WindowSamples) * perSample);
        return first < end && end <= rating.Values.Length ? rating.Values.AsSpan((int)first..(int)end).ToArray().Average() : double.NaN;
    }
}
