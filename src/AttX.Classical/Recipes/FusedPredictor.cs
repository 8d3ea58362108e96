using AttX.Classical.Table;
using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;

namespace AttX.Classical.Recipes;

/// <summary>Predicts windows by several classifiers, whose decisions are combined. Not thread-safe, although the classifiers are.</summary>
/// <param name="classifiers">The classifiers, one of each modality's features.</param>
/// <param name="rule">How they are combined.</param>
public sealed class FusedPredictor(IReadOnlyList<ClassifierFile> classifiers, DecisionRule rule) : IWindowPredictor
{
    private readonly ClassicalPredictor[] _parts = [.. classifiers.Select(classifier => new ClassicalPredictor(classifier))];
    private readonly double[] _weights = [.. classifiers.Select(classifier => classifier.InnerAccuracy ?? 1)];

    /// <inheritdoc/>
    public (int Class, float[] Probabilities) Predict(WindowSet windows, int window) =>
        DecisionFusion.Combine(rule, [.. _parts.Select(part => part.Predict(windows, window).Probabilities)], _weights);
}
