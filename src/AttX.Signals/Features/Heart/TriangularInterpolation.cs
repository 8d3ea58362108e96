namespace AttX.Signals.Features.Heart;

/// <summary>Base width of the triangle that fits the histogram of intervals best (Task Force 1996).</summary>
internal static class TriangularInterpolation
{
    /// <summary>Width of the histogram's bins: 1/128 s, as the Task Force recommends.</summary>
    private const double BinSeconds = 1 / 128.0;

    /// <summary>
    /// Computes TINN in seconds: M - N, where the triangle over [N, M] with its apex at the histogram's mode has the least squared distance to the
    /// histogram. Each side is fitted by itself, since they share only the apex.
    /// </summary>
    public static double BaseWidth(ReadOnlySpan<double> intervals)
    {
        double least = Measures.Descriptive.Minimum(intervals), most = Measures.Descriptive.Maximum(intervals);
        int first = (int)Math.Floor(least / BinSeconds);
        int[] counts = new int[(int)Math.Floor(most / BinSeconds) - first + 1];
        foreach (double interval in intervals)
            counts[(int)Math.Floor(interval / BinSeconds) - first]++;
        int mode = Array.IndexOf(counts, counts.Max());
        int[] left = counts[..(mode + 1)];
        Array.Reverse(left);
        return (Side(left) + Side(counts.AsSpan(mode))) * BinSeconds;
    }

    /// <summary>Returns the number of bins in which a line from the apex (the first count) down to 0 fits the counts best.</summary>
    private static int Side(ReadOnlySpan<int> counts)
    {
        (int best, double bestError) = (1, double.PositiveInfinity);
        for (int width = 1; width <= counts.Length; width++)
        {
            double error = 0;
            for (int i = 0; i < counts.Length; i++)
            {
                double distance = counts[i] - counts[0] * Math.Max(0, 1 - (double)i / width);
                error += distance * distance;
            }

            if (error < bestError)
                (best, bestError) = (width, error);
        }

        return best;
    }
}
