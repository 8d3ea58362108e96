using AttX.Classical.Table;
using AttX.ModelFiles;
using AttX.Signals;

namespace AttX.Classical.Recipes;

/// <summary>Predicts windows by their features. Keeps its memory. Not thread-safe, although the classifier is.</summary>
/// <param name="classifier">The classifier, whose columns the windows' features must be.</param>
public sealed class ClassicalPredictor(ClassifierFile classifier) : IModelPredictor
{
    private readonly double[] _features = new double[classifier.Features.Count], _probabilities = new double[classifier.Classes.Count];

    /// <summary>The columns hidden from it; the medians of the training windows stand for them.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [];

    /// <inheritdoc/>
    public Span<double> Features => _features;

    /// <inheritdoc/>
    public Span<float> Input(int modality) => [];

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(ReadOnlySpan<bool> present = default)
    {
        foreach (int column in Hidden)
            _features[column] = double.NaN;
        int predicted = classifier.Predict(_features, _probabilities);
        return (predicted, [.. _probabilities.Select(p => (float)p)]);
    }

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(WindowSet windows, int window)
    {
        if (windows.Features?.Names.SequenceEqual(classifier.Features) != true)
            throw new InvalidDataException($"{windows.Subject}: its windows lack the features of the model: {string.Join(", ", classifier.Features)}.");
        windows.Features[window].CopyTo(_features);
        return Predict();
    }
}
