using AttX.Classical.Table;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;

namespace AttX.Classical.Recipes;

/// <summary>Predicts windows by several classifiers, whose decisions are combined. Not thread-safe, although the classifiers are.</summary>
/// <param name="classifiers">The classifiers, one of each modality's features.</param>
/// <param name="rule">How they are combined.</param>
/// <param name="hidden">The columns hidden from them; null: none.</param>
public sealed class FusedPredictor(IReadOnlyList<ClassifierFile> classifiers, DecisionRule rule, IReadOnlyList<int>? hidden = null) : IModelPredictor
{
    private readonly ClassicalPredictor[] _parts = [.. classifiers.Select(classifier => new ClassicalPredictor(classifier) { Hidden = hidden ?? [] })];
    private readonly double[] _weights = [.. classifiers.Select(classifier => classifier.InnerAccuracy ?? 1)];

    /// <inheritdoc/>
    public Span<double> Features => _parts[0].Features;

    /// <inheritdoc/>
    public Span<float> Input(int modality) => [];

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(ReadOnlySpan<bool> present = default)
    {
        foreach (ClassicalPredictor part in _parts.Skip(1))
            Features.CopyTo(part.Features);
        return DecisionFusion.Combine(rule, [.. _parts.Select(part => part.Predict().Probabilities)], _weights);
    }

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(WindowSet windows, int window) =>
        DecisionFusion.Combine(rule, [.. _parts.Select(part => part.Predict(windows, window).Probabilities)], _weights);
}
