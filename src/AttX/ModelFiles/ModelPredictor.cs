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

    /// <summary>Theta of the last window by each network: one map per connection.</summary>
    public IReadOnlyList<IReadOnlyList<AttentionMap>> Attention => [.. _others.Prepend(_first).Select(p => p.Attention)];

    /// <summary>Returns the input of one branch, as <see cref="Predictor.Input"/>.</summary>
    public Span<float> Input(int branch) => _first.Input(branch);

    /// <summary>Returns the input for the window's features, as <see cref="Predictor.Features"/>.</summary>
    public Span<float> Features => _first.Features;

    /// <summary>Returns which branches' sensors the window has, as <see cref="Predictor.Present"/>.</summary>
    public Span<bool> Present => _first.Present;

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
}
