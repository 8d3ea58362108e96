using System.Diagnostics;
using System.Globalization;
using AttX.Cli.Bench;

namespace AttX.Benchmarks.Growth;

/// <summary>Share of the multiply-add peak per convolution, its data in the cache, operations counted as computed directly.</summary>
internal static class ConvolutionShares
{
    public static void Print(double peakGflops, double seconds)
    {
        Console.WriteLine();
        Console.WriteLine("| convolution, one sample | forward | weight gradient | input gradient |");
        Console.WriteLine("|---|---|---|---|");
        foreach (ConvolutionShape shape in ConvolutionBenchmarks.Shapes)
        {
            var work = new ConvolutionBenchmarks { Shape = shape };
            work.Setup();
            double operations = 2.0 * (shape.Length / shape.Stride) * shape.Kernel * shape.Inputs * shape.Outputs;
            string Share(Action run) => string.Create(
                CultureInfo.InvariantCulture, $"{100 * Timing.MedianRate(seconds, times => Time(run, times)) * operations / peakGflops / 1e9:0} %");
            // The first convolutions read the signals themselves, whose gradient is not needed.
            string input = shape.Inputs == 1 ? "–" : Share(work.InputGradient);
            Console.WriteLine($"| {shape} | {Share(work.Forward)} | {Share(work.WeightGradient)} | {input} |");
        }
    }

    private static double Time(Action run, int times)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
            run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
