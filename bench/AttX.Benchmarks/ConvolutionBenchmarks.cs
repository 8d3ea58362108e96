using AttX.Nn;
using AttX.Nn.Layers;
using BenchmarkDotNet.Attributes;

namespace AttX.Benchmarks;

/// <summary>A convolution of the network: its shape, and the length of its input.</summary>
public sealed record ConvolutionShape(int Inputs, int Outputs, int Kernel, int Stride, int Length)
{
    public override string ToString() => $"{Inputs}->{Outputs} k{Kernel} s{Stride} L{Length}";
}

/// <summary>The three directions of a convolution, one sample, at every shape that the default network has (both at 1,2).</summary>
public class ConvolutionBenchmarks
{
    private Conv1d _conv = null!;
    private Tensor _x = null!, _y = null!, _dy = null!, _dx = null!;
    private Conv1dState _state = null!;

    [ParamsSource(nameof(Shapes))]
    public ConvolutionShape Shape { get; set; } = null!;

    public static IEnumerable<ConvolutionShape> Shapes =>
    [
        new(1, 32, 32, 4, 2560), new(64, 64, 5, 2, 640), new(64, 64, 1, 2, 640), new(64, 64, 5, 1, 320),
        new(128, 128, 5, 2, 320), new(128, 128, 1, 2, 320), new(128, 128, 5, 1, 160), new(128, 128, 5, 2, 160), new(128, 128, 5, 1, 80),
    ];

    [GlobalSetup]
    public void Setup()
    {
        ParameterArena arena = new();
        _conv = new Conv1d(arena, "conv", Shape.Inputs, Shape.Outputs, Shape.Kernel, Shape.Stride);
        arena.Initialize(1);
        arena.ClearGradients();
        int length = _conv.OutputLength(Shape.Length);
        _x = Noise.Tensor(Shape.Length, Shape.Inputs, _conv.Padding);
        _dy = Noise.Tensor(length, Shape.Outputs, _conv.Padding);
        _y = new Tensor(1, length, Shape.Outputs);
        _dx = new Tensor(1, Shape.Length, Shape.Inputs);
        _state = _conv.Allocate(Shape.Length, new ConvolutionScratch(), training: true, inputGradient: true);
        _conv.Prepare(_state);
        _conv.PrepareBackward(_state);
    }

    [Benchmark(Baseline = true)]
    public void Forward() => _conv.Forward(_x[0], _y[0], _state);

    [Benchmark]
    public void WeightGradient() => _conv.BackwardWeight(_x[0], _dy[0], _state);

    [Benchmark]
    public void InputGradient() => _conv.BackwardInput(_dy[0], _dx[0], _state, accumulate: false);

    /// <summary>Work done once per step, whatever the batch: packing and transforming weights, and transforming their gradient.</summary>
    [Benchmark]
    public void OnceAStep()
    {
        _conv.Prepare(_state);
        _conv.PrepareBackward(_state);
        _conv.FinishBackward(_state);
    }
}
