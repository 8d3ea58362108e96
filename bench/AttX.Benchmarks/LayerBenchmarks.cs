using AttX.Nn;
using AttX.Nn.Layers;
using AttX.Nn.Optimizers;
using BenchmarkDotNet.Attributes;

namespace AttX.Benchmarks;

/// <summary>The memory-bound layers, one sample, at the sizes of stages 1 to 3.</summary>
public class LayerBenchmarks
{
    private BatchNorm1d _norm = null!;
    private BatchNormState _normState = null!;
    private SqueezeExcite _squeeze = null!;
    private SqueezeExciteState _squeezeState = null!;
    private ModalityAttention _attention = null!;
    private Tensor _x = null!, _y = null!, _dy = null!, _dx = null!, _dResidual = null!;
    private Tensor[] _streams = null!;
    private Sample[] _z = null!, _theta = null!, _dTheta = null!, _dz = null!;

    [Params("640 x 32", "320 x 64", "160 x 128")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] size = [.. Size.Split(" x ").Select(int.Parse)];
        (int length, int channels) = (size[0], size[1]);
        ParameterArena arena = new();
        _norm = new BatchNorm1d(arena, "norm", channels, relu: true);
        _squeeze = new SqueezeExcite(arena, "se", channels);
        _attention = new ModalityAttention(arena, "attx", 2, channels, perTimeStep: false);
        arena.Initialize(1);
        arena.ClearGradients();
        (_normState, _squeezeState) = (new BatchNormState(1, channels), _squeeze.Allocate(1));
        (_x, _dy) = (Noise.Tensor(length, channels), Noise.Tensor(length, channels));
        (_y, _dx, _dResidual) = (new Tensor(1, length, channels), new Tensor(1, length, channels), new Tensor(1, length, channels));
        // Kept: a sample is valid as long as its tensor is.
        _streams = [.. Enumerable.Range(0, 4).Select(_ => Noise.Tensor(length, channels, samples: 2))];
        Sample[][] pairs = [.. _streams.Select(tensor => new[] { tensor[0], tensor[1] })];
        (_z, _theta, _dTheta, _dz) = (pairs[0], pairs[1], pairs[2], pairs[3]);
    }

    [Benchmark]
    public void BatchNormForward()
    {
        _norm.Measure(_x[0], _normState, 0);
        _norm.FinishTraining(_normState, 1, _x.Length);
        _norm.Forward(_x[0], _y[0], _normState);
    }

    [Benchmark]
    public void BatchNormBackward()
    {
        _norm.BackwardMeasure(_x[0], _dy[0], _normState, 0);
        _norm.BackwardFinish(_normState, 1, _x.Length);
        _norm.Backward(_x[0], _dy[0], _dx[0], _normState);
    }

    [Benchmark]
    public void SqueezeExciteForward() => _squeeze.Forward(_x[0], _dy[0], _y[0], _squeezeState, 0);

    [Benchmark]
    public void SqueezeExciteBackward() => _squeeze.Backward(_x[0], _y[0], _dy[0], _dResidual[0], _dx[0], _squeezeState, 0);

    [Benchmark]
    public void AttentionForward() => _attention.Forward(_z, _theta);

    [Benchmark]
    public void AttentionBackward() => _attention.Backward(_z, _theta, _dTheta, _dz);
}

/// <summary>Adam over as many parameters as the default network has.</summary>
public class OptimizerBenchmarks
{
    private Adam _adam = null!;

    [GlobalSetup]
    public void Setup()
    {
        ParameterArena arena = new();
        arena.Add("weights", [900, 1000], Initialization.GlorotUniform);
        arena.Initialize(1);
        arena.ClearGradients();
        _adam = new Adam(arena, 1e-3);
    }

    [Benchmark]
    public void Step() => _adam.Step();
}
