using System.Runtime.InteropServices;
using System.Text.Json;
using AttX.Models;
using AttX.Nn;

namespace AttX.Training;

/// <summary>Trains one network on one thread.</summary>
public sealed class Trainer
{
    private readonly AttXNet _net;
    private readonly TrainingOptions _options;
    private readonly LabelledWindows _data;
    private readonly ulong _seed;
    private readonly List<EpochSummary> _history = [];

    /// <summary>A trainer of a fresh network.</summary>
    public Trainer(AttXNet net, TrainingOptions options, LabelledWindows data, ulong seed) => (_net, _options, _data, _seed) = (net, options, data, seed);

    /// <summary>Epochs done so far, one summary each.</summary>
    public IReadOnlyList<EpochSummary> History => _history;

    /// <summary>Runs one epoch. Between epochs a checkpoint may be taken.</summary>
    public void RunEpoch(ITrainingObserver observer, CancellationToken cancellation)
    {
        int[] order = [.. Enumerable.Range(0, _data.Count)];
        new Rng(Rng.Derive(_seed, "epoch " + _history.Count)).Shuffle(order);
        double loss = 0;
        int right = 0;
        for (int i = 0; i < order.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            float[] p = Predictor.Row(_net, _data, order[i]);
            int label = _data.Labels[order[i]];
            loss -= Math.Log(p[label] + 1e-12);
            right += Array.IndexOf(p, p.Max()) == label ? 1 : 0;
            for (int c = 0; c < p.Length; c++)
            {
                float error = (float)(_options.LearningRate * (p[c] - (c == label ? 1 : 0)));
                for (int m = 0; m < (_net.Options.Streams == StreamSelection.Both ? 2 : 1); m++)
                    _net.Weights[c * 3 + m] -= error * (float)Predictor.Feature(_data.Signal(m, order[i]));
                _net.Weights[c * 3 + 2] -= error;
            }

            observer.StepCompleted(_history.Count + 1, i + 1, order.Length);
        }

        _history.Add(new EpochSummary(_history.Count + 1, loss / order.Length, (double)right / order.Length));
        observer.EpochCompleted(_history[^1]);
    }

    /// <summary>Writes everything that the coming epochs depend on.</summary>
    public void SaveCheckpoint(Stream stream)
    {
        stream.Write(MemoryMarshal.AsBytes<float>(_net.Weights));
        JsonSerializer.Serialize(stream, _history);
    }

    /// <summary>Continues from a checkpoint with the same bits as if never stopped.</summary>
    /// <exception cref="InvalidDataException">Not a checkpoint of this network and these options.</exception>
    public void LoadCheckpoint(Stream stream)
    {
        try
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(_net.Weights.AsSpan()));
            _history.Clear();
            _history.AddRange(JsonSerializer.Deserialize<List<EpochSummary>>(stream)!);
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException)
        {
            throw new InvalidDataException("not a checkpoint", e);
        }
    }
}
