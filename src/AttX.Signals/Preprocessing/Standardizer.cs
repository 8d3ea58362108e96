using System.Numerics;

namespace AttX.Signals.Preprocessing;

/// <summary>Mean and population standard deviation of labelled samples, for one subject or pooled over several.</summary>
public static class Standardizer
{
    // Small enough for the second look at a block (its deviations from its mean) to find it in the first-level cache.
    private const int Block = 2048;

    /// <summary>
    /// Statistics of the samples whose label is one of those asked for. Sample i has the label at index
    /// floor(i · label rate / rate), or the track's last one beyond its end.
    /// </summary>
    /// <returns>Count 0, and NaN for the others, if there is no such sample.</returns>
    public static ChannelStatistics Measure(
        ReadOnlySpan<double> signal, int samplingRateHz, LabelTrack labels, Func<string?, bool> uses) =>
        Measure(signal, SampleRanges(signal.Length, samplingRateHz, labels, uses));

    /// <summary>Statistics of the samples in the stretches [Start, End).</summary>
    /// <returns>Count 0, and NaN for the others, if there is no sample.</returns>
    internal static ChannelStatistics Measure(ReadOnlySpan<double> signal, IEnumerable<(int Start, int End)> ranges)
    {
        ChannelStatistics all = new(0, double.NaN, double.NaN);
        foreach ((int start, int end) in ranges)
            for (int i = start; i < end; i += Block)
                all = Combine(all, MeasureBlock(signal[i..Math.Min(end, i + Block)]));
        return all;
    }

    /// <summary>Obviously correct. Never optimised: the tests trust it.</summary>
    internal static ChannelStatistics MeasureReference(
        ReadOnlySpan<double> signal, int samplingRateHz, LabelTrack labels, Func<string?, bool> uses)
    {
        List<double> used = [];
        for (int i = 0; i < signal.Length; i++)
        {
            long index = Math.Min((long)i * labels.SamplingRateHz / samplingRateHz, labels.Codes.Length - 1);
            if (uses(labels.Legend[labels.Codes[index]]))
                used.Add(signal[i]);
        }

        double mean = used.Count == 0 ? double.NaN : used.Average();
        return new ChannelStatistics(used.Count, mean, Math.Sqrt(used.Sum(x => (x - mean) * (x - mean)) / used.Count));
    }

    /// <summary>Statistics of two sets of samples together (Chan, Golub and LeVeque 1983).</summary>
    public static ChannelStatistics Combine(ChannelStatistics a, ChannelStatistics b)
    {
        if (a.Count == 0) return b;
        if (b.Count == 0) return a;
        long count = a.Count + b.Count;
        double shareOfB = (double)b.Count / count, shareOfA = (double)a.Count / count, difference = b.Mean - a.Mean;
        double variance = shareOfA * a.StandardDeviation * a.StandardDeviation + shareOfB * b.StandardDeviation * b.StandardDeviation
            + difference * difference * shareOfA * shareOfB;
        return new ChannelStatistics(count, a.Mean + difference * shareOfB, Math.Sqrt(variance));
    }

    /// <summary>Statistics, by modality, over the used samples of several subjects: <see cref="Normalisation.Train"/>'s.</summary>
    /// <exception cref="ArgumentException">No set, or sets of different modalities.</exception>
    public static IReadOnlyList<ChannelStatistics> Pool(IReadOnlyList<WindowSet> sets)
    {
        if (sets.Count == 0)
            throw new ArgumentException("Statistics are pooled over at least one subject.", nameof(sets));
        ChannelStatistics[] pooled = [.. sets[0].Statistics];
        foreach (WindowSet set in sets.Skip(1))
        {
            if (!set.Modalities.SequenceEqual(sets[0].Modalities))
                throw new ArgumentException($"{set.Subject} and {sets[0].Subject} have different modalities.", nameof(sets));
            for (int i = 0; i < pooled.Length; i++)
                pooled[i] = Combine(pooled[i], set.Statistics[i]);
        }

        return pooled;
    }

    /// <summary>The stretches [Start, End) of a signal's samples whose label is one of those asked for.</summary>
    internal static IEnumerable<(int Start, int End)> SampleRanges(
        int samples, int samplingRateHz, LabelTrack labels, Func<string?, bool> uses)
    {
        foreach (LabelRun run in labels.Runs().Where(run => uses(run.Label)))
        {
            // floor(i·l/r) >= a exactly if i >= a·r/l; the last run also has the samples beyond the track.
            int start = FirstSampleAt(run.Start), end = run.End == labels.Codes.Length ? samples : FirstSampleAt(run.End);
            if (start < end)
                yield return (start, end);
        }

        int FirstSampleAt(long label) =>
            (int)Math.Min(samples, (label * samplingRateHz + labels.SamplingRateHz - 1) / labels.SamplingRateHz);
    }

    private static ChannelStatistics MeasureBlock(ReadOnlySpan<double> block)
    {
        double mean = Sum(block, 0, squared: false) / block.Length;
        return new ChannelStatistics(block.Length, mean, Math.Sqrt(Sum(block, mean, squared: true) / block.Length));
    }

    /// <summary>Σ (x - centre), or its squares.</summary>
    private static double Sum(ReadOnlySpan<double> block, double centre, bool squared)
    {
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero, c = new(centre);
        int i = 0, width = Vector<double>.Count;
        for (; i <= block.Length - 2 * width; i += 2 * width)
        {
            Vector<double> x = new Vector<double>(block[i..]) - c, y = new Vector<double>(block[(i + width)..]) - c;
            even += squared ? x * x : x;
            odd += squared ? y * y : y;
        }

        double sum = Vector.Sum(even + odd);
        for (; i < block.Length; i++)
            sum += squared ? (block[i] - centre) * (block[i] - centre) : block[i] - centre;
        return sum;
    }
}
