using System.Text;
using AttX.Models;
using AttX.Nn.Serialization;

namespace AttX.Training;

/// <summary>
/// Scores a network on held-out windows after every epoch, ends its training when the loss has not decreased for some epochs, and
/// restores the weights of the epoch with the lowest loss.
/// </summary>
/// <param name="net">The network in training.</param>
/// <param name="heldOut">Windows held out from training.</param>
/// <param name="patience">Epochs without a lower loss after which training ends.</param>
public sealed class EarlyStopping(AttXNet net, LabelledWindows heldOut, int patience) : ITrainingObserver
{
    private readonly List<WindowScore> _scores = [];
    private byte[] _weights = [];

    /// <summary>The score after each epoch.</summary>
    public IReadOnlyList<WindowScore> Scores => _scores;

    /// <summary>The epoch with the lowest loss so far, the first of several; 0 before any.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    public bool WantsStop => BestEpoch > 0 && _scores.Count - BestEpoch >= patience;

    /// <inheritdoc/>
    public void EpochCompleted(EpochSummary summary)
    {
        var score = WindowScore.Of(net, heldOut);
        _scores.Add(score);
        if (BestEpoch > 0 && _scores[BestEpoch - 1].Loss <= score.Loss)
            return;
        BestEpoch = _scores.Count;
        using var weights = new MemoryStream();
        net.Save(weights, new Dictionary<string, string>());
        _weights = weights.ToArray();
    }

    /// <summary>Writes the scores so far, and the weights of the best epoch.</summary>
    public void SaveCheckpoint(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(BestEpoch);
        writer.Write(_scores.Count);
        foreach (WindowScore score in _scores)
        {
            writer.Write(score.Windows);
            writer.Write(score.Loss);
            writer.Write(score.Accuracy);
        }

        writer.Write(_weights);
    }

    /// <summary>Continues from a checkpoint.</summary>
    /// <param name="stream">What <see cref="SaveCheckpoint"/> wrote, to the stream's end.</param>
    /// <param name="epochs">Epochs that the training has run.</param>
    /// <exception cref="InvalidDataException">Not a checkpoint of this training.</exception>
    public void LoadCheckpoint(Stream stream, int epochs)
    {
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            (int best, int count) = (reader.ReadInt32(), reader.ReadInt32());
            if (count != epochs || best < 0 || best > count)
                throw new InvalidDataException($"The checkpoint has {count} scores of {epochs} epochs, the best of which is {best}.");
            WindowScore[] scores = [.. Enumerable.Range(0, count).Select(_ => new WindowScore(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble()))];
            using var weights = new MemoryStream();
            stream.CopyTo(weights);
            (BestEpoch, _weights) = (best, weights.ToArray());
            _scores.Clear();
            _scores.AddRange(scores);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The checkpoint is truncated.", e);
        }
    }

    /// <inheritdoc/>
    public void TrainingCompleted()
    {
        if (BestEpoch > 0)
            net.Load(SafeTensors.Read(new MemoryStream(_weights)));
    }
}
