using AttX.Evaluation;
using AttX.Models.Execution;
using AttX.Options;
using AttX.Signals;
using AttX.Training;

namespace AttX.ModelFiles;

/// <summary>Predicts one window after another by an ensemble. Keeps its memory. Not thread-safe, although the ensemble is.</summary>
/// <param name="ensemble">The networks.</param>
public sealed class EnsemblePredictor(Ensemble ensemble) : IModelPredictor
{
    private readonly ModelPredictor[] _predictors =
        [.. ensemble.Members.Select(m => new ModelPredictor(m, ensemble.Options.Preprocessing().Spec.WindowSamples))];

    private readonly (int Member, int Branch)[] _places = [.. ensemble.Members
        .SelectMany((m, member) => ensemble.Options.Inputs(m.Metadata.Branches).Select((modality, branch) => (modality, place: (member, branch))))
        .OrderBy(p => p.modality).Select(p => p.place)];

    private readonly float[][] _each = [.. ensemble.Members.Select(_ => new float[ensemble.Options.Classes])];
    private readonly double[] _features = new double[ensemble.Options.FeatureNames.Count];
    private readonly bool[] _isAsked = new bool[ensemble.Members.Count];
    private readonly double[] _weights = [.. ensemble.Members.Select(m => m.Metadata.TrainingAccuracy ?? 1)];

    private WindowContext? _context;
    private WindowSet? _windows;
    private readonly Dictionary<int, float[]> _embeddings = [];

    /// <summary>Indices of the modalities hidden from the windows of a set, not all of them.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [];

    /// <summary>
    /// Theta of the last window (sample 0), one map per connection, then those of further networks that differ in their seed; empty without
    /// attention.
    /// </summary>
    public IReadOnlyList<AttentionMap> Attention => [.. Enumerable.Range(0, Networks).SelectMany(MapsOf)];

    /// <inheritdoc/>
    public IReadOnlyList<AttentionColumn> Columns =>
        [.. MapsOf(network: 0).SelectMany(map => map.Branches.Select(branch => new AttentionColumn(map.Stage, branch)))];

    /// <inheritdoc/>
    public float[] Theta()
    {
        float[][] each = [.. Enumerable.Range(0, Networks).Select(network =>
            MapsOf(network).SelectMany(map => map.Branches.Select((_, branch) => map.Mean(branch, 0))).ToArray())];
        return each is [var only] ? only : [.. each[0].Select((_, column) => each.Average(theta => theta[column]))];
    }

    private int Networks => ensemble.Options.Ensemble;

    private IEnumerable<AttentionMap> MapsOf(int network) => _predictors.SelectMany(p => p.Attention[network]);

    /// <summary>Returns the input for the samples of one of the options' modalities, to be filled before <see cref="Predict(ReadOnlySpan{bool})"/>.</summary>
    public Span<float> Input(int modality) => _predictors[_places[modality].Member].Input(_places[modality].Branch);

    /// <inheritdoc/>
    public Span<double> Features => _features;

    /// <summary>Predicts the class of the window in the inputs, and the classes' probabilities.</summary>
    /// <param name="present">
    /// Whether the window has each of the options' modalities, at least one of them; empty: all. The input of a missing one is cleared. A
    /// network trained without any hidden sees zeros in its place; in a decision fusion, the modality's network has no say.
    /// </param>
    /// <exception cref="InvalidDataException">A network's output is not a number.</exception>
    public (int Class, float[] Probabilities) Predict(ReadOnlySpan<bool> present = default)
    {
        Mask(present);
        int[] asked = [.. Enumerable.Range(0, _predictors.Length).Where(i => _isAsked[i])];
        foreach (int i in asked)
        {
            ensemble.Members[i].Metadata.Features?.Apply(_features, present, _predictors[i].Features);
            _predictors[i].Predict(_each[i]);
            foreach (float p in _each[i])
                if (!float.IsFinite(p))
                    throw new InvalidDataException($"{ensemble.Members[i].FileName}: the network's output is not a number: its weights are damaged, or the signals are beyond all measure.");
        }

        (int Class, float[] Probabilities) own = DecisionFusion.Combine(
            ensemble.Options.Decision ?? DecisionRule.Average, [.. asked.Select(i => _each[i])], [.. asked.Select(i => _weights[i])]);
        return ensemble.Members[0].Metadata.Calibration?.Apply(own.Probabilities) is { } calibrated ? (Predictor.ArgMax(calibrated), calibrated) : own;
    }

    /// <summary>Length of a window's embedding by all networks, which the estimates of later windows rest on; 0 for a model without context.</summary>
    public int EmbeddingLength => ensemble.EmbeddingLength;

    /// <inheritdoc/>
    public void ContinueAfter(ReadOnlySpan<float> embeddings) => _predictors[0].Continue(embeddings);

    /// <inheritdoc/>
    public void CopyEmbedding(Span<float> embedding) => _predictors[0].CopyEmbedding(embedding);

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(WindowSet windows, int window)
    {
        if (EmbeddingLength == 0)
            return PredictAlone(windows, window);
        if (!ReferenceEquals(_windows, windows))
        {
            (_windows, _context) = (windows, new WindowContext(windows, ensemble.Options.ContextWindows));
            _embeddings.Clear();
        }

        float[] earlier = [.. _context!.Before(window).SelectMany(Embedding)];
        ContinueAfter(earlier);
        (int Class, float[] Probabilities) prediction = PredictAlone(windows, window);
        Keep(window);
        return prediction;
    }

    /// <summary>Returns the embedding of a window, which does not depend on its own context.</summary>
    private float[] Embedding(int place)
    {
        if (_embeddings.TryGetValue(place, out float[]? known))
            return known;
        (WindowSet set, int window, _) = _context!.At(place);
        ContinueAfter([]);
        PredictAlone(set, window);
        return Keep(place);
    }

    private float[] Keep(int place)
    {
        float[] embedding = new float[EmbeddingLength];
        CopyEmbedding(embedding);
        return _embeddings[place] = embedding;
    }

    private (int Class, float[] Probabilities) PredictAlone(WindowSet windows, int window)
    {
        for (int modality = 0; modality < windows.Modalities.Count; modality++)
            windows.Signal(modality, window).CopyTo(Input(modality));
        CopyFeatures(windows, window);
        if (Hidden.Count == 0)
            return Predict();
        Span<bool> present = stackalloc bool[_places.Length];
        present.Fill(true);
        foreach (int modality in Hidden)
            present[modality] = false;
        return Predict(present);
    }

    /// <summary>Copies a window's features, if the networks take any.</summary>
    /// <exception cref="InvalidDataException">The windows have others, or none.</exception>
    private void CopyFeatures(WindowSet windows, int window)
    {
        if (_features.Length > 0)
            (windows.Features?.Names.SequenceEqual(ensemble.Options.FeatureNames) == true ? windows.Features
                : throw new InvalidDataException($"{windows.Subject}: its windows lack the features of the model (--features).")).Values
                .AsSpan(window * _features.Length, _features.Length).CopyTo(_features);
    }

    private void Mask(ReadOnlySpan<bool> present)
    {
        _isAsked.AsSpan().Fill(true);
        for (int modality = 0; modality < _places.Length; modality++)
        {
            bool isThere = present.IsEmpty || present[modality];
            if (!isThere)
                Input(modality).Clear();
            if (ensemble.CanMissSensors)
                _predictors[_places[modality].Member].Present[_places[modality].Branch] = isThere;
            else if (_predictors.Length > 1)
                _isAsked[_places[modality].Member] = isThere;
        }
    }
}
