using AttX.Signals.Modalities;

namespace AttX.Signals;

/// <summary>Start of a window, in samples at the common rate, and its label.</summary>
/// <param name="StartSample">First sample; the start in seconds is StartSample / rate.</param>
/// <param name="Label">The label throughout the window; null if it has none.</param>
public readonly record struct Window(int StartSample, string? Label);

/// <summary>Mean, deviation and number of the samples used for a normalisation.</summary>
/// <param name="Count">Number of samples.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their population standard deviation.</param>
public readonly record struct ChannelStatistics(long Count, double Mean, double StandardDeviation);

/// <summary>One subject's windows, ready for a network.</summary>
public sealed class WindowSet
{
    /// <summary>The subject's name.</summary>
    public required string Subject { get; init; }

    /// <summary>How the windows were cut.</summary>
    public required WindowSpec Spec { get; init; }

    /// <summary>The modalities, in order.</summary>
    public required IReadOnlyList<Modality> Modalities { get; init; }

    /// <summary>Position and label of each window, in order of time.</summary>
    public required IReadOnlyList<Window> Windows { get; init; }

    /// <summary>The windows of each modality, one after another: windows × samples × axes.</summary>
    public required IReadOnlyList<float[]> Signals { get; init; }

    /// <summary>Statistics of the filtered signal over its used samples, one entry per axis of each modality, in order.</summary>
    public required IReadOnlyList<ChannelStatistics> Statistics { get; init; }

    /// <summary>
    /// Response to a signal of ones (windows × samples, the same for all axes) per modality, where the signals are not standardised
    /// yet (<see cref="Preprocessing.Normalisation.Train"/>); else null. Resampling ripples even a constant a little, so
    /// resample((x - m) / s) is (resampled x - m · this) / s.
    /// </summary>
    public IReadOnlyList<float[]>? UnitResponse { get; init; }

    /// <summary>Quality flags of each window, all modalities together; null if they were not checked.</summary>
    public IReadOnlyList<QualityFlags>? Quality { get; init; }

    /// <summary>Features of each window, all modalities together; null if none were computed.</summary>
    public WindowFeatures? Features { get; init; }

    /// <summary>Number of windows.</summary>
    public int Count => Windows.Count;

    /// <summary>Returns the samples of one window of one modality, axes interleaved.</summary>
    public ReadOnlySpan<float> Signal(int modality, int window)
    {
        int values = Spec.WindowSamples * Modalities[modality].Info().Axes.Count;
        return Signals[modality].AsSpan(window * values, values);
    }

    /// <summary>Returns the statistics of each axis of a modality.</summary>
    public IReadOnlyList<ChannelStatistics> StatisticsOf(int modality) =>
        [.. Statistics.Skip(Modalities.Take(modality).AxisCount()).Take(Modalities[modality].Info().Axes.Count)];

    /// <summary>Returns the start of a window in seconds from the recording's start.</summary>
    public double StartSeconds(int window) => (double)Windows[window].StartSample / Spec.SamplingRateHz;

    /// <summary>Selects some of the modalities.</summary>
    /// <param name="modalities">Their indices in <see cref="Modalities"/>.</param>
    public WindowSet Select(IReadOnlyList<int> modalities) => new()
    {
        Subject = Subject,
        Spec = Spec,
        Modalities = [.. modalities.Select(i => Modalities[i])],
        Windows = Windows,
        Signals = [.. modalities.Select(i => Signals[i])],
        Statistics = [.. modalities.SelectMany(StatisticsOf)],
        UnitResponse = UnitResponse is { } units ? [.. modalities.Select(i => units[i])] : null,
        Quality = Quality,
        Features = Features,
    };

    /// <summary>Standardises the signals by these statistics (pooled over the training subjects).</summary>
    /// <param name="statistics">Mean and deviation per axis of each modality, in order.</param>
    /// <exception cref="InvalidOperationException">The signals are standardised already.</exception>
    /// <exception cref="ArgumentException">The statistics are not one per axis, or a deviation is not above 0.</exception>
    public WindowSet Standardise(IReadOnlyList<ChannelStatistics> statistics)
    {
        if (UnitResponse is not { } units)
            throw new InvalidOperationException($"{Subject}: the windows are standardised already.");
        if (statistics.Count != Modalities.AxisCount() || statistics.Any(s => !(s.StandardDeviation > 0)))
            throw new ArgumentException($"{Modalities.AxisCount()} axes need as many deviations above 0.", nameof(statistics));
        return new WindowSet
        {
            Subject = Subject,
            Spec = Spec,
            Modalities = Modalities,
            Windows = Windows,
            Signals = [.. Signals.Select((signal, i) => Standardise(signal, units[i], [.. statistics.Skip(Modalities.Take(i).AxisCount())]))],
            Statistics = Statistics,
            Quality = Quality,
            Features = Features,
        };
    }

    /// <summary>Standardises by the first of the statistics, one per axis.</summary>
    private static float[] Standardise(float[] signal, float[] unit, ChannelStatistics[] statistics)
    {
        int axes = unit.Length == 0 ? 1 : signal.Length / unit.Length;
        float[] standardised = new float[signal.Length];
        for (int axis = 0; axis < axes; axis++)
        {
            (double mean, double deviation) = (statistics[axis].Mean, statistics[axis].StandardDeviation);
            for (int i = 0; i < unit.Length; i++)
                standardised[i * axes + axis] = (float)((signal[i * axes + axis] - mean * unit[i]) / deviation);
        }

        return standardised;
    }
}
