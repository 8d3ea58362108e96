namespace AttX.Signals.Features.Plain;

/// <summary>Finds peaks as <c>scipy.signal.find_peaks(x, distance=…, prominence=…)</c> does.</summary>
internal static class PeakFinder
{
    /// <summary>Returns the positions of the peaks, ascending.</summary>
    /// <param name="x">The signal.</param>
    /// <param name="distance">Samples between peaks, at least; of closer ones the lower is dropped.</param>
    /// <param name="prominence">Height above the higher of the two valleys that part a peak from higher ones, at least.</param>
    public static int[] Find(ReadOnlySpan<double> x, int distance, double prominence)
    {
        int[] peaks = [.. Maxima(x)];
        bool[] dropped = new bool[peaks.Length];
        double[] heights = new double[peaks.Length];
        for (int i = 0; i < peaks.Length; i++)
            heights[i] = x[peaks[i]];
        foreach (int i in Enumerable.Range(0, peaks.Length).OrderByDescending(i => heights[i]))
        {
            if (dropped[i])
                continue;
            for (int k = i - 1; k >= 0 && peaks[i] - peaks[k] < distance; k--)
                dropped[k] = true;
            for (int k = i + 1; k < peaks.Length && peaks[k] - peaks[i] < distance; k++)
                dropped[k] = true;
        }

        List<int> kept = [];
        for (int i = 0; i < peaks.Length; i++)
            if (!dropped[i] && Prominence(x, peaks[i]) >= prominence)
                kept.Add(peaks[i]);
        return [.. kept];
    }

    /// <summary>Local maxima; of a plateau, its middle.</summary>
    private static List<int> Maxima(ReadOnlySpan<double> x)
    {
        List<int> maxima = [];
        for (int i = 1; i < x.Length - 1; i++)
        {
            if (!(x[i - 1] < x[i]))
                continue;
            int end = i + 1;
            while (end < x.Length - 1 && x[end] == x[i])
                end++;
            if (x[end] < x[i])
                maxima.Add((i + end - 1) / 2);
        }

        return maxima;
    }

    private static double Prominence(ReadOnlySpan<double> x, int peak)
    {
        (double left, double right) = (x[peak], x[peak]);
        for (int i = peak; i >= 0 && x[i] <= x[peak]; i--)
            left = Math.Min(left, x[i]);
        for (int i = peak; i < x.Length && x[i] <= x[peak]; i++)
            right = Math.Min(right, x[i]);
        return x[peak] - Math.Max(left, right);
    }
}
