namespace AttX.Signals.Quality;

/// <summary>Number of samples that repeat the one before.</summary>
/// <param name="Flat">Samples in long runs of one value.</param>
/// <param name="Clipped">Samples in shorter runs of <see cref="ClippedRun"/> or more at an extreme.</param>
internal readonly record struct StuckSamples(int Flat, int Clipped)
{
    /// <summary>Number of equal samples in a row at an extreme that count as clipped: a peak has fewer.</summary>
    public const int ClippedRun = 5;

    /// <summary>Counts the stuck samples of a signal.</summary>
    /// <param name="signal">The samples.</param>
    /// <param name="flatRun">Minimum length of a flat run; at least twice <see cref="ClippedRun"/>, as quantisation repeats some.</param>
    /// <param name="minimum">The signal's minimum.</param>
    /// <param name="maximum">The signal's maximum.</param>
    public static StuckSamples Count(ReadOnlySpan<double> signal, int flatRun, double minimum, double maximum)
    {
        int flat = 0, clipped = 0;
        for (int start = 0; start < signal.Length;)
        {
            int end = start + 1;
            while (end < signal.Length && signal[end] == signal[start]) end++;
            int run = end - start;
            if (run >= Math.Max(flatRun, 2 * ClippedRun))
                flat += run;
            else if (run >= ClippedRun && (signal[start] == minimum || signal[start] == maximum))
                clipped += run;
            start = end;
        }

        return new StuckSamples(flat, clipped);
    }
}
