using AttX.Evaluation;
using AttX.Models.Connections;
using AttX.Options;
using AttX.Signals;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>An ensemble at work on one window after another. Keeps its memory. Not thread-safe; the ensemble is.</summary>
/// <param name="ensemble">The networks.</param>
public sealed class EnsemblePredictor(Ensemble ensemble) : IWindowPredictor
{
    private readonly Predictor[] _predictors =
        [.. ensemble.Members.Select(m => new Predictor(m.Network, ensemble.Options.Preprocessing().Spec.WindowSamples))];

    private readonly (int Member, int Branch)[] _places = [.. ensemble.Members
        .SelectMany((m, member) => ensemble.Options.Inputs(m.Metadata.Branches).Select((modality, branch) => (modality, place: (member, branch))))
        .OrderBy(p => p.modality).Select(p => p.place)];

    private readonly float[][] _each = [.. ensemble.Members.Select(_ => new float[ensemble.Options.Classes])];
    private readonly double[] _weights = [.. ensemble.Members.Select(m => m.Metadata.TrainingAccuracy ?? 1)];

    /// <summary>Theta of the last window (sample 0), a map a connection; empty without attention.</summary>
    public IReadOnlyList<AttentionMap> Attention => [.. _predictors.SelectMany(p => p.Attention)];

    /// <inheritdoc/>
    public IReadOnlyList<AttentionColumn> Columns =>
        [.. Attention.SelectMany(map => map.Branches.Select(branch => new AttentionColumn(map.Stage, branch)))];

    /// <inheritdoc/>
    public float[] Theta() => [.. Attention.SelectMany(map => map.Branches.Select((_, branch) => map.Mean(branch, 0)))];

    /// <summary>Where the samples of one of the options' modalities go, all of them, before <see cref="Predict()"/>.</summary>
    public Span<float> Input(int modality) => _predictors[_places[modality].Member].Input(_places[modality].Branch);

    /// <summary>The class of the window that was put into the inputs, and the classes' probabilities.</summary>
    /// <exception cref="InvalidDataException">A network's output is not a number.</exception>
    public (int Class, float[] Probabilities) Predict()
    {
        for (int i = 0; i < _predictors.Length; i++)
        {
            _predictors[i].Predict(_each[i]);
            foreach (float p in _each[i])
                if (!float.IsFinite(p))
                    throw new InvalidDataException($"{ensemble.Members[i].FileName}: the network's output is not a number: its weights are damaged, or the signals are beyond all measure.");
        }

        return DecisionFusion.Combine(ensemble.Options.Decision ?? DecisionRule.Average, _each, _weights);
    }

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(WindowSet windows, int window)
    {
        for (int modality = 0; modality < windows.Modalities.Count; modality++)
            windows.Signal(modality, window).CopyTo(Input(modality));
        return Predict();
    }
}
