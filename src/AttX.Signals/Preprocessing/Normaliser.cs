using AttX.Ground;
using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>
/// Standardises windows by statistics of the training subjects, and by what each session has heard; fitted once per fold. Applies the
/// same arithmetic as a live session, to the bit. Thread-safe.
/// </summary>
/// <param name="normalisation">The ways in which signals enter.</param>
/// <param name="memorySeconds">Seconds after which what was heard fades; infinity: never.</param>
/// <param name="statistics">
/// Those of the training subjects, as <see cref="Fit"/> returns them: for each modality, for each way, for each axis.
/// </param>
public sealed class Normaliser(Normalisation normalisation, double memorySeconds, IReadOnlyList<ChannelStatistics> statistics)
{
    /// <summary>
    /// Computes the statistics: for <see cref="Normalisation.Train"/> mean and deviation of the training subjects' used samples together;
    /// for <see cref="Normalisation.Running"/> mean 0 and the median of their sessions' deviations.
    /// </summary>
    /// <exception cref="ArgumentException">There is no set, or they have different modalities.</exception>
    public static IReadOnlyList<ChannelStatistics> Fit(Normalisation normalisation, IReadOnlyList<WindowSet> sets)
    {
        IReadOnlyList<ChannelStatistics> pooled = Standardizer.Pool(sets);
        List<ChannelStatistics> fitted = [];
        int first = 0;
        foreach (int axes in sets[0].Modalities.Select(m => m.Info().Axes.Count))
        {
            foreach (Normalisation way in normalisation.Ways())
                fitted.AddRange(Enumerable.Range(first, axes).Select(
                    axis => way == Normalisation.Running ? new ChannelStatistics(0, 0, MedianDeviation(sets, axis)) : pooled[axis]));
            first += axes;
        }

        return fitted;
    }

    /// <summary>Standardises a subject's windows.</summary>
    /// <param name="set">The windows, not standardised yet.</param>
    /// <param name="starts">The second at which each window's session began; null: all at the recording's start.</param>
    /// <param name="before">What earlier sessions heard, one entry per axis of each modality; null: nothing.</param>
    /// <param name="contextStarts">The same of the windows in their context; null: all at the recording's start.</param>
    /// <exception cref="InvalidOperationException">The windows are standardised already.</exception>
    /// <exception cref="ArgumentException">The statistics are not one per axis and way, or a deviation is not above 0.</exception>
    public WindowSet Apply(
        WindowSet set, IReadOnlyList<int>? starts = null, IReadOnlyList<ChannelStatistics>? before = null, IReadOnlyList<int>? contextStarts = null)
    {
        if (set.Context is { } context)
            return Apply(set with { Context = null }, starts, before) with { Context = Apply(context, contextStarts, before) };
        if (set.UnitResponse is not { } units)
            throw new InvalidOperationException($"{set.Subject}: the windows are standardised already.");
        IReadOnlyList<Normalisation> ways = normalisation.Ways();
        if (statistics.Count != set.Modalities.AxisCount() * ways.Count || statistics.Any(s => !(s.StandardDeviation > 0)))
            throw new ArgumentException($"{set.Modalities.AxisCount()} axes in {ways.Count} ways need as many deviations above 0.", nameof(set));
        if (set.Count == 0)
            return set.Standardised([.. set.Signals], ways.Count);
        float[][] signals = new float[set.Modalities.Count][];
        int axis = 0;
        for (int m = 0; m < signals.Length; m++)
        {
            int axes = set.Modalities[m].Info().Axes.Count;
            signals[m] = new float[set.Signals[m].Length * ways.Count];
            for (int w = 0; w < ways.Count; w++)
                for (int a = 0; a < axes; a++)
                    Standardise(set, units[m], set.Signals[m].AsSpan(a), axes, signals[m].AsSpan(w * axes + a), axes * ways.Count,
                        ScalesOf(set, set.Modalities[m], ways[w], axis + a, statistics[axis * ways.Count + w * axes + a], starts, before?[axis + a] ?? default));
            axis += axes;
        }

        return set.Standardised(signals, ways.Count);
    }

    /// <summary>Returns mean and deviation of one axis for each window.</summary>
    private (double Mean, double Deviation)[] ScalesOf(
        WindowSet set, Modality modality, Normalisation way, int axis, ChannelStatistics given, IReadOnlyList<int>? starts, ChannelStatistics before)
    {
        if (way != Normalisation.Running)
            return [.. Enumerable.Repeat((given.Mean, given.StandardDeviation), set.Count)];
        SecondTrack track = (set.Seconds ?? throw new InvalidOperationException($"{set.Subject}: it is not known what was heard."))[axis];
        var scales = new (double, double)[set.Count];
        foreach (IGrouping<int, int> session in Enumerable.Range(0, set.Count).GroupBy(w => starts?[w] ?? 0))
        {
            SessionStatistics heard = new(track.SamplingRateHz, memorySeconds);
            heard.Restore(before);
            int second = session.Key;
            foreach (int w in session)
            {
                for (int end = Math.Min(set.EndSecond(w), track.Items.Length); second < end; second++)
                    heard.Add(track.Items[second]);
                scales[w] = heard.Shrunk(given.StandardDeviation, SessionStatistics.PriorSecondsOf(modality));
            }
        }

        return scales;
    }

    private static void Standardise(
        WindowSet set, float[] unit, ReadOnlySpan<float> signal, int stride, Span<float> standardised, int outputStride, (double Mean, double Deviation)[] scales)
    {
        int samples = set.Spec.WindowSamples;
        for (int i = 0; i < unit.Length; i++)
        {
            (double mean, double deviation) = scales[i / samples];
            standardised[i * outputStride] = Value(signal[i * stride], unit[i], mean, deviation);
        }
    }

    /// <summary>Standardises one resampled sample, rounded to single precision as windows are kept.</summary>
    /// <param name="x">The sample.</param>
    /// <param name="unit">The response to a signal of ones.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The deviation.</param>
    public static float Value(float x, float unit, double mean, double deviation) => (float)((x - mean * unit) / deviation);

    private static double MedianDeviation(IReadOnlyList<WindowSet> sets, int axis) =>
        Median.Of(sets.Select(set => set.Seconds![axis].Items.Aggregate(Standardizer.Combine).StandardDeviation));
}
