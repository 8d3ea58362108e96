using System.Diagnostics;
using AttX.Ground;

namespace AttX.Cli.Bench;

/// <summary>Times work that is done on several threads at once, repeatedly.</summary>
internal static class Timing
{
    private const int Repeats = 5;

    /// <summary>Measures the seconds from when all workers are ready until the last one finishes; one worker runs on this thread.</summary>
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
    /// Measures the rate of the work per second: the median of several repeats that together take about the given time, after a
    /// warm-up of a third of it.
    /// </summary>
    /// <param name="seconds">Time to spend, without the warm-up.</param>
    /// <param name="run">Does the work a given number of times, fewer once cancelled, and returns the seconds taken.</param>
    /// <param name="cancellation">Gives up.</param>
    public static double MedianRate(double seconds, Func<int, double> run, CancellationToken cancellation = default)
    {
        Timed(1);
        double elapsed = 0;
        int done = 0;
        for (; elapsed < seconds / 3; done++)
            elapsed += Timed(1);
        int times = Math.Max(1, (int)Math.Round(seconds / Repeats * done / elapsed));
        return Median.Of(Enumerable.Range(0, Repeats).Select(_ => times / Timed(times)));

        double Timed(int count)
        {
            double taken = run(count);
            cancellation.ThrowIfCancellationRequested();
            return taken;
        }
    }
}
