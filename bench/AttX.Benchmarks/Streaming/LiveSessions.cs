using System.Diagnostics;
using System.Globalization;
using AttX.ModelFiles;
using AttX.Models;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Streaming;

namespace AttX.Benchmarks.Streaming;

/// <summary>
/// Many wrist sessions of one model, each at real-time rate (a chunk of each channel a second), begun at random within a hop. Latency is
/// from the moment that a chunk was due, not from when a busy worker came to push it.
/// </summary>
internal static class LiveSessions
{
    private const int BvpHz = 64, EdaHz = 4, LoopSeconds = 60, FillSeconds = 15;

    /// <summary>Usage: sessions [SESSIONS, 2000 if left out] [SECONDS measured, 30 if left out] [WORKERS, 2 if left out].</summary>
    public static int Run(string[] args)
    {
        int count = Argument(0, 2000), seconds = Argument(1, 30), workers = Argument(2, 2);
        ExperimentOptions options = ExperimentOptions.For(Device.Wrist);
        var model = new StreamingModel(new Ensemble([new TrainedModel(
            new AttXNet(options.Network(options.Networks[0]), seed: 1), new ModelMetadata { Options = options, Branches = options.Networks[0] })]));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var random = new Random(1);
        Live[] sessions = [.. Enumerable.Range(0, count).Select(_ => new Live(model, random.NextDouble() * 5, random.Next(LoopSeconds)))];
        foreach (Live session in sessions)
            session.Fill();
        long each = (GC.GetTotalMemory(forceFullCollection: true) - before) / count;

        using Process process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(w => new Thread(() =>
            Work([.. sessions.Where((_, i) => i % workers == w)], start, seconds)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();

        int estimates = sessions.Sum(s => s.Milliseconds.Count);
        Line($"{count} sessions, {wall:0} s, {workers} workers of {Environment.ProcessorCount} cores: {estimates} estimates ({estimates / wall:0} a second),");
        Line($"{sessions.Sum(s => s.Refused)} windows without.");
        Percentiles("latency (due to estimate)", [.. sessions.SelectMany(s => s.Milliseconds).Order()]);
        Percentiles("of which at work on it   ", [.. sessions.SelectMany(s => s.Service).Order()]);
        Line($"CPU: {(process.TotalProcessorTime - cpu).TotalSeconds / wall:0.00} cores.");
        Line($"Memory: {each / 1024.0:0.0} KiB a session, {process.WorkingSet64 / 1048576.0:0} MiB in all.");
        return 0;

        int Argument(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
    }

    private static void Percentiles(string name, double[] sorted)
    {
        Line($"{name}: p50 {At(0.5):0.00} ms, p95 {At(0.95):0.00} ms, p99 {At(0.99):0.00} ms, max {sorted[^1]:0.0} ms");

        double At(double share) => sorted[(int)(share * (sorted.Length - 1))];
    }

    /// <summary>Pushes each session's chunk when it is due, in the order in which they are.</summary>
    private static void Work(Live[] sessions, long start, int seconds)
    {
        Live[] order = [.. sessions.OrderBy(s => s.Offset % 1)];
        for (int second = 0; second < seconds; second++)
            foreach (Live session in order)
            {
                double due = second + session.Offset % 1;
                while (Stopwatch.GetElapsedTime(start).TotalSeconds is var now && now < due)
                    if (due - now > 0.002)
                        Thread.Sleep(1);
                    else
                        Thread.SpinWait(50);
                session.PushSecond(start + (long)(due * Stopwatch.Frequency));
            }
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>One session, with a signal that never gives cause for "no estimate".</summary>
    private sealed class Live
    {
        private static readonly double[] Pulse = [.. Enumerable.Range(0, LoopSeconds * BvpHz)
            .Select(i => 40 * Math.Sin(2 * Math.PI * 1.2 * i / BvpHz) + 12 * Math.Sin(2 * Math.PI * 0.25 * i / BvpHz))];

        private static readonly double[] Skin = [.. Enumerable.Range(0, LoopSeconds * EdaHz).Select(i => 4 + Math.Sin(2 * Math.PI * i / 120.0))];

        private readonly StressEstimator _session;
        private readonly int _phase;
        private long _due;
        private int _second;

        /// <param name="model">The model.</param>
        /// <param name="offset">When it begins, s: its windows are due that much after others'.</param>
        /// <param name="phase">Where in the signal it begins, s.</param>
        public Live(StreamingModel model, double offset, int phase)
        {
            (Offset, _phase) = (offset, phase);
            _session = new StressEstimator(model, [new(Modality.Bvp, BvpHz), new(Modality.Eda, EdaHz)], Receive,
                new SessionOptions { Statistics = [new(1, 0, 30), new(1, 4, 0.7)] });
        }

        public double Offset { get; }

        public List<double> Milliseconds { get; } = [];

        public List<double> Service { get; } = [];

        public int Refused { get; private set; }

        /// <summary>Until windows come out, some seconds more in some than in others.</summary>
        public void Fill()
        {
            while (_second < FillSeconds + (int)Offset)
                PushSecond(long.MaxValue);
            Milliseconds.Clear();
            Service.Clear();
        }

        public void PushSecond(long due)
        {
            _due = due;
            int at = (_second + _phase) % LoopSeconds;
            _session.Push(Modality.Bvp, _second, Pulse.AsSpan(at * BvpHz, BvpHz));
            _session.Push(Modality.Eda, _second, Skin.AsSpan(at * EdaHz, EdaHz));
            _second++;
        }

        private void Receive(Estimate estimate)
        {
            if (estimate.Probability == null)
                Refused++;
            Milliseconds.Add(Stopwatch.GetElapsedTime(_due).TotalMilliseconds);
            Service.Add(estimate.Latency.TotalMilliseconds);
        }
    }
}
