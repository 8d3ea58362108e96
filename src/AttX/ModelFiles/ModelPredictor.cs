using AttX.Models.Execution;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>Predicts one window after another by one model: the mean of its networks' probabilities. Keeps its memory. Not thread-safe.</summary>
/// <param name="model">The model.</param>
/// <param name="windowSamples">Time steps of a window.</param>
internal sealed class ModelPredictor(TrainedModel model, int windowSamples)
{
    private readonly Predictor _first = new(model.Network, windowSamples);
    private readonly Predictor[] _others = [.. model.Others.Select(network => new Predictor(network, windowSamples))];
    private readonly float[] _other = new float[model.Metadata.Options.Classes];
    private readonly double[] _sum = new double[model.Metadata.Options.Classes];
    private readonly int _branches = model.Network.BranchNames.Count;
    private readonly float[] _earlier = new float[Math.Max(model.Network.Options.ContextWindows - 1, 0) * PassContext.EmbeddingLength];

    /// <summary>Theta of the last window by each network: one map per connection.</summary>
    public IReadOnlyList<IReadOnlyList<AttentionMap>> Attention => [.. _others.Prepend(_first).Select(p => p.Attention)];

    /// <summary>Returns the input of one branch, as <see cref="Predictor.Input"/>.</summary>
    public Span<float> Input(int branch) => _first.Input(branch);

    /// <summary>Returns the input for the window's features, as <see cref="Predictor.Features"/>.</summary>
    public Span<float> Features => _first.Features;

    /// <summary>Returns which branches' sensors the window has, as <see cref="Predictor.Present"/>.</summary>
    public Span<bool> Present => _first.Present;

    /// <summary>Length of a window's embeddings by all networks; 0 for a model without context.</summary>
    public int EmbeddingLength => model.Network.Options.ContextWindows == 0 ? 0 : (1 + _others.Length) * PassContext.EmbeddingLength;

    /// <summary>Sets the embeddings of the windows before those to come: for each, oldest first, that of each network.</summary>
    public void Continue(ReadOnlySpan<float> embeddings)
    {
        const int length = PassContext.EmbeddingLength;
        int windows = EmbeddingLength == 0 ? 0 : embeddings.Length / EmbeddingLength;
        for (int network = 0; network <= _others.Length; network++)
        {
            for (int i = 0; i < windows; i++)
                embeddings.Slice((i * EmbeddingLength) + (network * length), length).CopyTo(_earlier.AsSpan(i * length));
            Of(network).Continue(_earlier.AsSpan(0, windows * length));
        }
    }

    /// <summary>Copies the embeddings of the last window, as <see cref="Continue"/> takes them.</summary>
    public void CopyEmbedding(Span<float> embedding)
    {
        for (int network = 0; network <= _others.Length && EmbeddingLength > 0; network++)
            Of(network).Embedding.CopyTo(embedding[(network * PassContext.EmbeddingLength)..]);
    }

    /// <summary>Predicts the probabilities of the window in the inputs.</summary>
    /// <param name="probabilities">Receives one per class.</param>
    public void Predict(Span<float> probabilities)
    {
        _first.Predict(probabilities);
        if (_others.Length == 0)
            return;
        for (int c = 0; c < _sum.Length; c++)
            _sum[c] = probabilities[c];
        foreach (Predictor other in _others)
        {
            for (int branch = 0; branch < _branches; branch++)
                Input(branch).CopyTo(other.Input(branch));
            Features.CopyTo(other.Features);
            if (model.Network.Options.AllowsAbsence)
                Present.CopyTo(other.Present);
            other.Predict(_other);
            for (int c = 0; c < _sum.Length; c++)
                _sum[c] += _other[c];
        }

        for (int c = 0; c < _sum.Length; c++)
            probabilities[c] = (float)(_sum[c] / (1 + _others.Length));
    }

    private Predictor Of(int network) => network == 0 ? _first : _others[network - 1];
}
