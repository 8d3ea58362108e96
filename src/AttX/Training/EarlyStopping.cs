using AttX.Models;
using AttX.Nn.Serialization;

namespace AttX.Training;

/// <summary>
/// Scores a network on held-out windows after every epoch, ends its training when that has not helped for some epochs, and gives
/// it back the weights of the epoch with the lowest loss there.
/// </summary>
/// <param name="net">The network in training.</param>
/// <param name="heldOut">Windows that it is not trained on.</param>
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

    /// <inheritdoc/>
    public void TrainingCompleted()
    {
        if (BestEpoch > 0)
            net.Load(SafeTensors.Read(new MemoryStream(_weights)));
    }
}
