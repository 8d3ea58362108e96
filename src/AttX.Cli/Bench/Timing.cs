using System.Diagnostics;

namespace AttX.Cli.Bench;

/// <summary>Takes the time of work that is done on several threads at once, and repeats it.</summary>
internal static class Timing
{
    private const int Repeats = 5;

    /// <summary>Seconds from the moment all workers are ready until the last one is done; one worker runs on this thread.</summary>
    public static double InParallel(int workers, Action<int> body)
    {
        if (workers == 1)
        {
            long only = Stopwatch.GetTimestamp();
            body(0);
            return Stopwatch.GetElapsedTime(only).TotalSeconds;
        }

        using var ready = new Barrier(workers + 1);
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(worker => new Thread(() =>
        {
            ready.SignalAndWait();
            body(worker);
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        ready.SignalAndWait();
        long start = Stopwatch.GetTimestamp();
        foreach (Thread thread in threads)
            thread.Join();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>
    /// How often a second the work can be done: the median of several repeats that together take about the given time, after a
    /// warm-up of a third of it.
    /// </summary>
    /// <param name="seconds">Time to spend, without the warm-up.</param>
    /// <param name="run">Does the work so many times and gives the seconds it took.</param>
    public static double MedianRate(double seconds, Func<int, double> run)
    {
        run(1);
        double elapsed = 0;
        int done = 0;
        for (; elapsed < seconds / 3; done++)
            elapsed += run(1);
        int times = Math.Max(1, (int)Math.Round(seconds / Repeats * done / elapsed));
        return Median([.. Enumerable.Range(0, Repeats).Select(_ => times / run(times))]);
    }

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
