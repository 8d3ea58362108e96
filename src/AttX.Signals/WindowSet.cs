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

/// <summary>What was heard of one axis, second by second.</summary>
/// <param name="SamplingRateHz">Samples per second.</param>
/// <param name="Items">The statistics of each whole second; count 0 where nothing was heard.</param>
public sealed record SecondTrack(int SamplingRateHz, ChannelStatistics[] Items);

/// <summary>One subject's windows, ready for a network.</summary>
public sealed record WindowSet
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
    /// yet (<see cref="Preprocessing.Normaliser"/> does it); else null. Resampling ripples even a constant a little, so
    /// resample((x - m) / s) is (resampled x - m · this) / s.
    /// </summary>
    public IReadOnlyList<float[]>? UnitResponse { get; init; }

    /// <summary>
    /// What was heard of each axis of each modality in each second from the recording's start, where it was measured
    /// (<see cref="Preprocessing.PreprocessingOptions.MeasuresSeconds"/>); else null.
    /// </summary>
    public IReadOnlyList<SecondTrack>? Seconds { get; init; }

    /// <summary>Ways in which each signal stands in <see cref="Signals"/>, as further axes: the axes of the first way come first.</summary>
    public int Ways { get; init; } = 1;

    /// <summary>Quality flags of each window, all modalities together; null if they were not checked.</summary>
    public IReadOnlyList<QualityFlags>? Quality { get; init; }

    /// <summary>Quality flags of each window, modality by modality; null if they were not checked, or are known together only.</summary>
    public IReadOnlyList<IReadOnlyList<QualityFlags>>? SensorQuality { get; init; }

    /// <summary>Features of each window, all modalities together; null if none were computed.</summary>
    public WindowFeatures? Features { get; init; }

    /// <summary>
    /// Features of the session's windows, labelled or not: one every hop from the first sample on, not standardised; null where
    /// <see cref="Features"/> do not have to be standardised by them any more.
    /// </summary>
    public WindowFeatures? SessionFeatures { get; init; }

    /// <summary>The moment from which the windows' starts count; null if it is unknown.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>
    /// Windows that only stand in the context of others, in order of time and apart from <see cref="Windows"/>; null where windows have none
    /// (<see cref="Preprocessing.PreprocessingOptions.ContextWindows"/>).
    /// </summary>
    public WindowSet? Context { get; init; }

    /// <summary>The first sample, at the common rate, from which a window may stand in the context of others.</summary>
    public int ContextFrom { get; init; }

    /// <summary>Number of windows.</summary>
    public int Count => Windows.Count;

    /// <summary>Returns the samples of one window of one modality, axes interleaved, of each way.</summary>
    public ReadOnlySpan<float> Signal(int modality, int window)
    {
        int values = Spec.WindowSamples * Modalities[modality].Info().Axes.Count * Ways;
        return Signals[modality].AsSpan(window * values, values);
    }

    /// <summary>Returns the statistics of each axis of a modality.</summary>
    public IReadOnlyList<ChannelStatistics> StatisticsOf(int modality) => OfAxes(Statistics, modality);

    /// <summary>Returns the start of a window in seconds from the recording's start.</summary>
    public double StartSeconds(int window) => (double)Windows[window].StartSample / Spec.SamplingRateHz;

    /// <summary>Returns the number of whole seconds of the recording that have passed at a window's end.</summary>
    public int EndSecond(int window) => (Windows[window].StartSample + Spec.WindowSamples) / Spec.SamplingRateHz;

    /// <summary>Selects some of the modalities.</summary>
    /// <param name="modalities">Their indices in <see cref="Modalities"/>.</param>
    public WindowSet Select(IReadOnlyList<int> modalities) => this with
    {
        Modalities = [.. modalities.Select(i => Modalities[i])],
        Signals = [.. modalities.Select(i => Signals[i])],
        Statistics = [.. modalities.SelectMany(StatisticsOf)],
        UnitResponse = UnitResponse is { } units ? [.. modalities.Select(i => units[i])] : null,
        Seconds = Seconds is { } seconds ? [.. modalities.SelectMany(i => OfAxes(seconds, i))] : null,
        SensorQuality = SensorQuality is { } sensors ? [.. modalities.Select(i => sensors[i])] : null,
        Context = Context?.Select(modalities),
    };

    /// <summary>Selects some of the windows, which have neither features nor a context yet.</summary>
    /// <param name="windows">Their indices, ascending.</param>
    public WindowSet Pick(IReadOnlyList<int> windows) => this with
    {
        Windows = [.. windows.Select(w => Windows[w])],
        Signals = [.. Signals.Select(signal => Pick(signal, windows))],
        UnitResponse = UnitResponse is { } units ? [.. units.Select(unit => Pick(unit, windows))] : null,
        Quality = Quality is { } quality ? [.. windows.Select(w => quality[w])] : null,
        SensorQuality = SensorQuality is { } sensors ? [.. sensors.Select(flags => (IReadOnlyList<QualityFlags>)[.. windows.Select(w => flags[w])])] : null,
    };

    /// <summary>Returns the same windows under another subject's name and other labels.</summary>
    public WindowSet As(string subject, Func<string?, string?> label) => this with
    {
        Subject = subject,
        Windows = [.. Windows.Select(w => w with { Label = label(w.Label) })],
        Context = Context?.As(subject, label),
    };

    /// <summary>Returns the windows with standardised signals.</summary>
    /// <param name="signals">windows × samples × (ways × axes), by modality.</param>
    /// <param name="ways">The number of ways.</param>
    internal WindowSet Standardised(float[][] signals, int ways) => this with { Signals = signals, Ways = ways, UnitResponse = null, Seconds = null };

    private float[] Pick(float[] values, IReadOnlyList<int> windows)
    {
        int each = Count == 0 ? 0 : values.Length / Count;
        float[] picked = GC.AllocateUninitializedArray<float>(each * windows.Count);
        for (int i = 0; i < windows.Count; i++)
            values.AsSpan(windows[i] * each, each).CopyTo(picked.AsSpan(i * each));
        return picked;
    }

    private IReadOnlyList<T> OfAxes<T>(IReadOnlyList<T> items, int modality) =>
        [.. items.Skip(Modalities.Take(modality).AxisCount()).Take(Modalities[modality].Info().Axes.Count)];
}
