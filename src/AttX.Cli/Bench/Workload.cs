using AttX.Ground;
using AttX.Models;
using AttX.Nn.Losses;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Training;

namespace AttX.Cli.Bench;

/// <summary>Windows of noise: a network's speed does not depend on their content.</summary>
internal static class NoiseWindows
{
    /// <summary>Creates windows at 256 Hz, one signal per branch, every other one labelled stress.</summary>
    public static LabelledWindows Create(AttXNetOptions network, int count, int length)
    {
        Rng rng = new(1);
        float[] Noise(int axes) => [.. Enumerable.Range(0, count * length * axes).Select(_ => (float)((2 * rng.NextDouble()) - 1))];
        WindowSet set = new()
        {
            Subject = "noise",
            Spec = new WindowSpec(256, length / 256.0, 0),
            Modalities = [.. network.Branches.Select((_, i) => ModalityTable.All[i].Modality)],
            Windows = [.. Enumerable.Range(0, count).Select(i => new Window(i * length, i % 2 == 0 ? "baseline" : "stress"))],
            Signals = [.. network.Branches.Select(branch => Noise(branch.Axes))],
            Statistics = [],
        };
        return new LabelledWindows([set], AffectTasks.Stress);
    }
}

/// <summary>Concurrent training of networks, each with its own thread, trainer and memory, as in leave-one-subject-out runs.</summary>
internal sealed class TrainingWork
{
    /// <summary>Optimisation steps per epoch.</summary>
    private const int Steps = 2;

    private readonly Trainer[] _trainers;
    private readonly int _windows;
    private readonly CancellationToken _cancellation;

    public TrainingWork(AttXNetOptions options, int batch, int length, int workers, CancellationToken cancellation = default)
    {
        (_windows, _cancellation) = (Steps * batch, cancellation);
        AttXNet[] nets = [.. Enumerable.Range(0, workers).Select(_ => new AttXNet(options, seed: 1))];
        LabelledWindows data = NoiseWindows.Create(options, _windows, length);
        _trainers = [.. nets.Select(net => new Trainer(net, new TrainingOptions { BatchSize = batch }, data, seed: 1))];
    }

    /// <summary>Windows per epoch over all workers.</summary>
    public int WindowsPerEpoch => _windows * _trainers.Length;

    /// <summary>Runs epochs on every worker, until cancelled.</summary>
    /// <returns>Seconds until the last worker finished.</returns>
    public double Run(int epochs) => Timing.InParallel(_trainers.Length, worker =>
    {
        try
        {
            for (int epoch = 0; epoch < epochs; epoch++)
                _trainers[worker].RunEpoch(ITrainingObserver.None, _cancellation);
        }
        catch (OperationCanceledException)
        {
            // The caller asks whether the work is done; an exception on a worker's thread would end the process.
        }
    });

    /// <summary>Floating-point operations per training window, of the direct convolutions and the linear layers.</summary>
    public static long FloatingPointOperations(AttXNetOptions options, int length) =>
        new AttXNetPass(new AttXNet(options, seed: 1), 2, length, training: true).FloatingPointOperations;
}

/// <summary>Concurrent prediction of batches by one network, each thread with its own forward pass.</summary>
internal sealed class InferenceWork
{
    private readonly AttXNetPass[] _passes;
    private readonly AttXNet _net;
    private readonly LabelledWindows _data;
    private readonly CancellationToken _cancellation;

    public InferenceWork(AttXNet net, int batch, int length, int workers, CancellationToken cancellation = default)
    {
        (_net, _cancellation) = (net, cancellation);
        _data = NoiseWindows.Create(net.Options, batch, length);
        _passes = [.. Enumerable.Range(0, workers).Select(_ => new AttXNetPass(net, batch, length, training: false))];
    }

    /// <summary>Windows per round over all workers.</summary>
    public int WindowsPerRound => _data.Count * _passes.Length;

    /// <summary>Predicts windows' probabilities, a given number of times on every worker, or until cancelled.</summary>
    /// <returns>Seconds until the last worker finished.</returns>
    public double Run(int rounds) => Timing.InParallel(_passes.Length, worker =>
    {
        for (int round = 0; round < rounds && !_cancellation.IsCancellationRequested; round++)
            Predict(_passes[worker]);
    });

    private void Predict(AttXNetPass pass)
    {
        Span<float> probabilities = stackalloc float[_net.Options.Classes];
        for (int window = 0; window < pass.Samples; window++)
            for (int branch = 0; branch < _net.BranchNames.Count; branch++)
                _data.Signal(branch, window).CopyTo(pass.Input(branch, window));
        pass.Forward(pass.Samples);
        for (int window = 0; window < pass.Samples; window++)
            SoftmaxCrossEntropy.Softmax(pass.Logits(window), probabilities);
    }
}
