using System.Numerics;

namespace AttX.Signals.Quality;

/// <summary>The least and the greatest of many samples.</summary>
internal static class Extremes
{
    /// <summary>Widens a range to hold the samples, all of them finite.</summary>
    public static void Widen(ReadOnlySpan<double> samples, ref double lowest, ref double highest)
    {
        Vector<double> low = new(lowest), high = new(highest);
        int i = 0, width = Vector<double>.Count;
        for (; i <= samples.Length - width; i += width)
        {
            Vector<double> x = new(samples[i..]);
            low = Vector.Min(low, x);
            high = Vector.Max(high, x);
        }

        for (int lane = 0; lane < width; lane++)
            (lowest, highest) = (Math.Min(lowest, low[lane]), Math.Max(highest, high[lane]));
        for (; i < samples.Length; i++)
            (lowest, highest) = (Math.Min(lowest, samples[i]), Math.Max(highest, samples[i]));
    }
}
