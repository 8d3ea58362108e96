using System.Numerics;

namespace AttX.Signals.Quality;

/// <summary>Finds and fills samples that are not finite numbers.</summary>
internal static class MissingValues
{
    /// <summary>Returns the index of the first sample that is NaN or infinite, or -1.</summary>
    public static int First(ReadOnlySpan<double> signal)
    {
        const int Block = 4096;
        for (int start = 0; start < signal.Length; start += Block)
        {
            ReadOnlySpan<double> block = signal.Slice(start, Math.Min(Block, signal.Length - start));
            if (AllFinite(block))
                continue;
            for (int i = 0; i < block.Length; i++)
                if (!double.IsFinite(block[i]))
                    return start + i;
        }

        return -1;
    }

    /// <summary>Counts the samples that are NaN or infinite.</summary>
    public static int Count(ReadOnlySpan<double> signal)
    {
        int count = 0;
        foreach (double x in signal)
            count += double.IsFinite(x) ? 0 : 1;
        return count;
    }

    /// <summary>Finds the next run of missing samples at or after <paramref name="from"/>; empty at the end if there is none.</summary>
    public static (int Start, int Length) NextGap(ReadOnlySpan<double> signal, int from)
    {
        int start = from;
        while (start < signal.Length && double.IsFinite(signal[start])) start++;
        int end = start;
        while (end < signal.Length && !double.IsFinite(signal[end])) end++;
        return (start, end - start);
    }

    /// <summary>Fills a gap that has a sample on either side by linear interpolation.</summary>
    public static void FillLinearly(Span<double> signal, int start, int length)
    {
        double before = signal[start - 1], after = signal[start + length];
        for (int i = 0; i < length; i++)
            signal[start + i] = before + (after - before) * ((i + 1.0) / (length + 1));
    }

    /// <summary>
    /// Fills every gap, however long, by linear interpolation, at the ends with the nearest sample, or with 0 if there is none:
    /// good enough to filter, not to trust. Returns the signal itself if there is no gap.
    /// </summary>
    public static double[] Bridge(double[] signal)
    {
        if (First(signal) < 0)
            return signal;
        double[] bridged = [.. signal];
        for (int from = 0; NextGap(bridged, from) is (int start, > 0 and int length); from = start + length)
        {
            int end = start + length;
            if (start > 0 && end < bridged.Length)
                FillLinearly(bridged, start, length);
            else
                bridged.AsSpan(start, length).Fill(start > 0 ? bridged[start - 1] : end < bridged.Length ? bridged[end] : 0);
        }

        return bridged;
    }

    /// <summary>Bridges the gaps of every axis; returns the channel itself if there is none.</summary>
    public static Channel Bridge(Channel channel)
    {
        double[][] bridged = [.. channel.Axes.Select(Bridge)];
        return bridged.SequenceEqual(channel.Axes) ? channel : channel with { Axes = bridged };
    }

    /// <summary>Finds the ranges [Start, End) of finite samples within [from, to).</summary>
    public static IEnumerable<(int Start, int End)> FiniteRanges(double[] signal, int from, int to)
    {
        while (from < to)
        {
            (int gap, int length) = NextGap(signal.AsSpan(0, to), from);
            if (gap > from)
                yield return (from, gap);
            from = gap + length;
        }
    }

    /// <summary>Detects missing values: x - x is 0 for a finite number and NaN otherwise, and NaN stays in a sum.</summary>
    private static bool AllFinite(ReadOnlySpan<double> block)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i <= block.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> x = new(block[i..]);
            sum += x - x;
        }

        double rest = Vector.Sum(sum);
        for (; i < block.Length; i++)
            rest += block[i] - block[i];
        return rest == 0;
    }
}
