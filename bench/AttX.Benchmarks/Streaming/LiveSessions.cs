using System.Diagnostics;
using System.Globalization;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Streaming;

namespace AttX.Benchmarks.Streaming;

/// <summary>
/// Many wrist sessions of one model, each at real-time rate or a given pace (one chunk per channel and second), started at random within a hop. Latency
/// counts from the moment that a chunk was due, not from when a busy worker pushed it. Also a soak: counts what is lost, and how fast memory grows.
/// </summary>
internal static class LiveSessions
{
    /// <summary>Usage: sessions [SESSIONS, default 2000] [SECONDS, default 30] [WORKERS, default 2] [PACE: the signals' seconds in one of the clock's, default 1].</summary>
    /// <returns>0; 1 if something was lost.</returns>
    public static int Run(string[] args)
    {
        int count = Argument(0, 2000), seconds = Argument(1, 30), workers = Argument(2, 2);
        double pace = args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : 1;
        ExperimentOptions options = ExperimentOptions.For(Device.Wrist);
        var model = new StreamingModel(new Ensemble([new TrainedModel(
            new AttXNet(options.Network(options.Networks[0]), seed: 1), new ModelMetadata { Options = options, Branches = options.Networks[0] })]));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var random = new Random(1);
        Latencies[] latencies = [.. Enumerable.Range(0, workers).Select(_ => new Latencies())];
        LiveSession[] sessions = [.. Enumerable.Range(0, count).Select(i => new LiveSession(model, random, latencies[i % workers]))];
        foreach (LiveSession session in sessions)
            session.Fill();
        long each = (GC.GetTotalMemory(forceFullCollection: true) - before) / count;

        using Process process = Process.GetCurrentProcess();
        using var memory = new MemoryCourse();
        TimeSpan cpu = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(w => new Thread(() =>
            Work([.. sessions.Where((_, i) => i % workers == w)], start, seconds, pace)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();

        (long estimates, long lost) = (latencies.Sum(l => l.Count), sessions.Sum(s => s.Lost + s.Flawed));
        Line($"{count} sessions at {pace} times real time, {wall:0} s, {workers} workers of {Environment.ProcessorCount} cores: {estimates} estimates ({estimates / wall:0} a second),");
        Line($"{lost} samples or windows lost, repeated or without an estimate.");
        Line($"latency (due to estimate): {Latencies.Percentiles(latencies)}");
        Line($"of which at work on it   : {Latencies.ServicePercentiles(latencies)}");
        Line($"CPU: {(process.TotalProcessorTime - cpu).TotalSeconds / wall:0.00} cores.");
        Line($"Memory: {each / 1024.0:0.0} KiB a session; {memory.Describe()}.");
        return lost == 0 ? 0 : 1;

        int Argument(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>Pushes each session's chunk when it is due, in order of their due times.</summary>
    private static void Work(LiveSession[] sessions, long start, int seconds, double pace)
    {
        LiveSession[] order = [.. sessions.OrderBy(s => s.Offset % 1)];
        for (int second = 0; second < seconds * pace; second++)
            foreach (LiveSession session in order)
            {
                double due = (second + session.Offset % 1) / pace;
                while (Stopwatch.GetElapsedTime(start).TotalSeconds is var now && now < due)
                    if (due - now > 0.002)
                        Thread.Sleep(1);
                    else
                        Thread.SpinWait(50);
                session.PushSecond(start + (long)(due * Stopwatch.Frequency));
            }
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
