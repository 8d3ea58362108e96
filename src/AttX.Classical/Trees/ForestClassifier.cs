using AttX.Classical.Learning;

namespace AttX.Classical.Trees;

/// <summary>One or more trees whose leaves hold the share of each class: scores and probabilities are their means.</summary>
/// <param name="Trees">The trees.</param>
public sealed record ForestClassifier(DecisionTree[] Trees) : IFittedClassifier
{
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        scores.Clear();
        foreach (DecisionTree tree in Trees)
            VectorMath.AddScaled(scores, 1.0 / Trees.Length, tree.ValuesOf(row, scores.Length));
    }

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> row, Span<double> probabilities) => Score(row, probabilities);

    /// <inheritdoc/>
    public void Require(int columns, int classes)
    {
        Stored.That(Trees.Length > 0 && !Trees.Contains(null), "a forest lacks a tree");
        foreach (DecisionTree tree in Trees)
            tree.Require(columns, classes);
    }
}
