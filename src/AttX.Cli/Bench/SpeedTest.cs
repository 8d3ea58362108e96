using AttX.Models;
using AttX.Nn.Simd;

namespace AttX.Cli.Bench;

/// <summary>A network's speed on this machine, and the expected duration of the paper's experiments.</summary>
/// <param name="Threads">Networks trained, or batches predicted, concurrently.</param>
/// <param name="Widths">Widths of the network.</param>
/// <param name="FmaPeakGflops">Peak of one core's fused multiply-adds.</param>
/// <param name="OperationsPerWindow">Of training, computed directly.</param>
/// <param name="TrainWindowsPerSecond">Of all threads together.</param>
/// <param name="InferenceWindowsPerSecond">Of all threads together, by batch.</param>
/// <param name="WesadSeconds">A leave-one-subject-out run, expected.</param>
/// <param name="PaperSeconds">The paper's table, expected.</param>
internal sealed record Speed(
    int Threads,
    IReadOnlyList<int> Widths,
    double FmaPeakGflops,
    long OperationsPerWindow,
    double TrainWindowsPerSecond,
    IReadOnlyDictionary<int, double> InferenceWindowsPerSecond,
    double WesadSeconds,
    double PaperSeconds)
{
    /// <summary>Fraction of the used cores' peak floating-point rate.</summary>
    public double TrainShareOfPeak =>
        TrainWindowsPerSecond * OperationsPerWindow / (Math.Min(Threads, Environment.ProcessorCount) * FmaPeakGflops * 1e9);

    /// <summary>The kernels' vector width in bits, or "scalar".</summary>
    public static string Tier => SimdDispatch.Tier == SimdTier.Scalar ? "scalar" : $"{(int)SimdDispatch.Tier}";
}

/// <summary>Measures a <see cref="Speed"/>.</summary>
internal static class SpeedTest
{
    /// <summary>Windows per training step.</summary>
    public const int Batch = 16;

    /// <summary>Time steps of a window: 10 s at 256 Hz.</summary>
    public const int Length = 2560;

    private static readonly int[] InferenceBatches = [1, 16, 64];

    /// <summary>Runs the measurement.</summary>
    /// <param name="network">The network.</param>
    /// <param name="threads">Number of concurrent networks.</param>
    /// <param name="seconds">Time to spend on each figure.</param>
    /// <param name="cancellation">Stops within a step of training, or a batch.</param>
    public static Speed Run(AttXNetOptions network, int threads, double seconds, CancellationToken cancellation)
    {
        double peak = MachinePeak.MeasureGflops();
        long operations = TrainingWork.FloatingPointOperations(network, Length);
        cancellation.ThrowIfCancellationRequested();
        var training = new TrainingWork(network, Batch, Length, threads, cancellation);
        double train = training.WindowsPerEpoch * Timing.MedianRate(seconds, training.Run, cancellation);
        var net = new AttXNet(network, seed: 1);
        var inference = new SortedDictionary<int, double>();
        foreach (int batch in InferenceBatches)
        {
            cancellation.ThrowIfCancellationRequested();
            var work = new InferenceWork(net, batch, Length, threads, cancellation);
            inference[batch] = work.WindowsPerRound * Timing.MedianRate(seconds, work.Run, cancellation);
        }

        double run = WesadCost.RunSeconds(train, threads);
        double table = run * WesadCost.PaperTable(network).Sum(row => (double)TrainingWork.FloatingPointOperations(row, Length) / operations);
        return new Speed(threads, network.Widths, peak, operations, train, inference, run, table);
    }
}
