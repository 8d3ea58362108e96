using AttX.Cli.Bench;
using AttX.Models;
using BenchmarkDotNet.Attributes;

namespace AttX.Benchmarks;

/// <summary>Two whole training steps (32 windows) of the network, both at 1,2.</summary>
public class TrainingBenchmarks
{
    private TrainingWork _work = null!;

    [Params("16,32,64", "32,64,128")]
    public string Widths { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _work = new TrainingWork(
        new AttXNetOptions { Widths = [.. Widths.Split(',').Select(int.Parse)] }, SpeedTest.Batch, SpeedTest.Length, workers: 1);

    [Benchmark]
    public double TwoSteps() => _work.Run(1);
}

/// <summary>One batch from windows to probabilities.</summary>
public class InferenceBenchmarks
{
    private InferenceWork _work = null!;

    [Params(1, 16, 64)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Setup() => _work = new InferenceWork(new AttXNet(new AttXNetOptions(), seed: 1), Batch, SpeedTest.Length, workers: 1);

    [Benchmark]
    public double Predict() => _work.Run(1);
}
