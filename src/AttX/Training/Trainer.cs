using AttX.Models;

namespace AttX.Training;

/// <summary>Trains one network on one thread.</summary>
public sealed class Trainer
{
    /// <summary>A trainer of a fresh network.</summary>
    public Trainer(AttXNet net, TrainingOptions options, LabelledWindows data, ulong seed) => throw new NotImplementedException();

    /// <summary>Epochs done so far, one summary each.</summary>
    public IReadOnlyList<EpochSummary> History => throw new NotImplementedException();

    /// <summary>Runs one epoch. Between epochs a checkpoint may be taken.</summary>
    public void RunEpoch(ITrainingObserver observer, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Writes everything that the coming epochs depend on.</summary>
    public void SaveCheckpoint(Stream stream) => throw new NotImplementedException();

    /// <summary>Continues from a checkpoint with the same bits as if never stopped.</summary>
    /// <exception cref="InvalidDataException">Not a checkpoint of this network and these options.</exception>
    public void LoadCheckpoint(Stream stream) => throw new NotImplementedException();
}
