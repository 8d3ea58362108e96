using System.Numerics;

namespace AttX.Signals.Quality;

/// <summary>Finds and fills samples that are not finite numbers.</summary>
internal static class MissingValues
{
    /// <summary>Index of the first sample that is NaN or infinite, or -1.</summary>
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

    /// <summary>Number of samples that are NaN or infinite.</summary>
    public static int Count(ReadOnlySpan<double> signal)
    {
        int count = 0;
        foreach (double x in signal)
            count += double.IsFinite(x) ? 0 : 1;
        return count;
    }

    /// <summary>The next stretch of missing samples at or after <paramref name="from"/>; empty at the end if there is none.</summary>
    public static (int Start, int Length) NextGap(ReadOnlySpan<double> signal, int from)
    {
        int start = from;
        while (start < signal.Length && double.IsFinite(signal[start])) start++;
        int end = start;
        while (end < signal.Length && !double.IsFinite(signal[end])) end++;
        return (start, end - start);
    }

    /// <summary>Replaces a gap that has a sample on either side by the straight line between them.</summary>
    public static void FillLinearly(Span<double> signal, int start, int length)
    {
        double before = signal[start - 1], after = signal[start + length];
        for (int i = 0; i < length; i++)
            signal[start + i] = before + (after - before) * ((i + 1.0) / (length + 1));
    }

    /// <summary>
    /// The signal with every gap, however long, replaced by a straight line, at its ends by the nearest sample, or by 0 if there is none:
    /// something to filter, not something to believe. The signal itself if there is no gap.
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

    /// <summary>The stretches [Start, End) of finite samples within [from, to).</summary>
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

    /// <summary>x - x is 0 for a finite number and NaN otherwise, and NaN stays in a sum.</summary>
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
