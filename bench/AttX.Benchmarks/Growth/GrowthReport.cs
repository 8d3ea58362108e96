using System.Globalization;
using AttX.Cli.Bench;
using AttX.Models;
using AttX.Nn.Simd;

namespace AttX.Benchmarks.Growth;

/// <summary>How cost grows: time a window, and share of the cores' peak, against batch, length, width and workers, as Markdown.</summary>
internal static class GrowthReport
{
    private static readonly int[] Batches = [1, 2, 4, 8, 16, 32, 64];
    private static readonly int[] Lengths = [640, 1280, 2560, 5120];
    private static readonly int[][] Widths = [[16, 32, 64], [32, 64, 128], [64, 128, 256]];

    /// <summary>Usage: growth [SECONDS a figure, 2 if left out].</summary>
    public static int Run(string[] args)
    {
        double seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 2;
        double peak = MachinePeak.MeasureGflops();
        Line($"Multiply-add peak of a core: {peak:0} GFLOP/s; {Environment.ProcessorCount} cores; kernels: {Speed.Tier}.");
        Line($"Where a column does not vary it: batch {SpeedTest.Batch} (inference: 1), {SpeedTest.Length} samples, widths 32/64/128, one worker.");
        Point usual = new([32, 64, 128], SpeedTest.Batch, SpeedTest.Length, 1);
        Head("batch");
        foreach (int batch in Batches)
            Row($"{batch}", usual with { Batch = batch }, peak, seconds, inferenceBatch: batch);
        Head("samples a window");
        foreach (int length in Lengths)
            Row($"{length}", usual with { Length = length }, peak, seconds);
        Head("widths");
        foreach (int[] widths in Widths)
            Row(string.Join('/', widths), usual with { Widths = widths }, peak, seconds);
        Head("workers");
        for (int workers = 1; workers <= Environment.ProcessorCount; workers = Next(workers))
            Row($"{workers}", usual with { Workers = workers }, peak, seconds);
        ConvolutionShares.Print(peak, seconds / 5);
        return 0;
    }

    /// <summary>1, 2, 4, … and all.</summary>
    private static int Next(int workers) =>
        workers < Environment.ProcessorCount && 2 * workers > Environment.ProcessorCount ? Environment.ProcessorCount : 2 * workers;

    private static void Head(string what)
    {
        Line($"");
        Line($"| {what} | training, ms a window | share of peak | inference, ms a window | share of peak |");
        Line($"|---|---|---|---|---|");
    }

    private static void Row(string name, Point point, double peak, double seconds, int inferenceBatch = 1)
    {
        AttXNetOptions options = new() { Widths = point.Widths };
        string training = "– | –";
        // A batch of one has no variance: nothing is trained on it.
        if (point.Batch > 1)
        {
            var work = new TrainingWork(options, point.Batch, point.Length, point.Workers);
            double rate = work.WindowsPerEpoch * Timing.MedianRate(seconds, work.Run);
            training = Cells(rate, TrainingWork.FloatingPointOperations(options, point.Length), point.Workers * peak);
        }

        AttXNet net = new(options, seed: 1);
        var inference = new InferenceWork(net, inferenceBatch, point.Length, point.Workers);
        double predicted = inference.WindowsPerRound * Timing.MedianRate(seconds, inference.Run);
        long operations = new AttXNetPass(net, 1, point.Length, training: false).FloatingPointOperations;
        Line($"| {name} | {training} | {Cells(predicted, operations, point.Workers * peak)} |");
    }

    private static string Cells(double windowsPerSecond, long operations, double peakGflops) => string.Create(
        CultureInfo.InvariantCulture, $"{1000 / windowsPerSecond:0.000} | {100 * windowsPerSecond * operations / peakGflops / 1e9:0.0} %");

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Point(int[] Widths, int Batch, int Length, int Workers);
}
