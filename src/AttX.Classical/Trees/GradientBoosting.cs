using AttX.Classical.Learning;

namespace AttX.Classical.Trees;

/// <summary>
/// Gradient boosting of the cross-entropy (Friedman 2001): from the log odds of the classes' shares, each round fits a regression tree per class
/// to what the scores leave unexplained, y − p, and adds a Newton step of each leaf. Two classes need one tree a round.
/// </summary>
/// <param name="rounds">Number of rounds.</param>
/// <param name="rate">Share of each step that is taken.</param>
/// <param name="depth">Splits from a tree's root to a leaf, at most.</param>
/// <param name="leafRows">Windows of a leaf, at least.</param>
public sealed class GradientBoosting(int rounds, double rate, int depth, int leafRows) : ILearner
{
    private const double LeastCurvature = 1e-150;

    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        var columns = new RankedColumns(training.Samples);
        double[] initial = [.. training.Counts.Select(n => Math.Log((double)n / training.Rows))];
        if (training.Classes == 2)
            initial = [0, initial[1] - initial[0]];
        int first = training.Classes == 2 ? 1 : 0;
        double[] scores = new double[training.Rows * training.Classes], unexplained = new double[training.Rows * training.Classes];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = initial[i % training.Classes];
        var trees = new List<DecisionTree>();
        for (int round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            Explain(training, scores, unexplained);
            for (int k = first; k < training.Classes; k++)
                trees.Add(Step(columns, training, k, unexplained, scores));
        }

        return new BoostedClassifier(initial, [.. trees]);
    }

    /// <summary>y − p for every row and class.</summary>
    private static void Explain(TrainingSet training, double[] scores, double[] unexplained)
    {
        scores.CopyTo(unexplained, 0);
        for (int r = 0; r < training.Rows; r++)
        {
            Span<double> row = unexplained.AsSpan(r * training.Classes, training.Classes);
            VectorMath.Softmax(row);
            for (int k = 0; k < row.Length; k++)
                row[k] = (training.Labels[r] == k ? 1 : 0) - row[k];
        }
    }

    /// <summary>Fits a tree to one class's residuals, and adds its steps to the scores.</summary>
    private DecisionTree Step(RankedColumns columns, TrainingSet training, int k, double[] unexplained, double[] scores)
    {
        double[] residuals = new double[training.Rows];
        for (int r = 0; r < residuals.Length; r++)
            residuals[r] = unexplained[(r * training.Classes) + k];
        GrownTree grown = TreeGrower<SquareScore>.Grow(columns, TreeTargets.Numbers(residuals), new TreeLimits(TreeLearner.Splits(depth), leafRows));
        double[] slopes = new double[grown.Tree.Values.Length], curvatures = new double[slopes.Length];
        for (int r = 0; r < residuals.Length; r++)
        {
            slopes[grown.Leaves[r]] += residuals[r];
            curvatures[grown.Leaves[r]] += Math.Abs(residuals[r]) * (1 - Math.Abs(residuals[r]));
        }

        double share = training.Classes == 2 ? rate : rate * (training.Classes - 1) / training.Classes;
        double[] steps = [.. slopes.Select((slope, leaf) => curvatures[leaf] < LeastCurvature ? 0 : share * slope / curvatures[leaf])];
        for (int r = 0; r < residuals.Length; r++)
            scores[(r * training.Classes) + k] += steps[grown.Leaves[r]];
        return grown.Tree with { Values = steps };
    }
}

/// <summary>Scores that add up over trees; probabilities are their softmax. Of two classes, the first's score is 0.</summary>
/// <param name="Initial">The score of each class before the first tree.</param>
/// <param name="Trees">Round by round, a tree for each class; for two classes, one for the second.</param>
public sealed record BoostedClassifier(double[] Initial, DecisionTree[] Trees) : IFittedClassifier
{
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        Initial.CopyTo(scores);
        int first = scores.Length == 2 ? 1 : 0, boosted = scores.Length - first;
        for (int t = 0; t < Trees.Length; t++)
            scores[first + (t % boosted)] += Trees[t].ValuesOf(row, 1)[0];
    }

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Score(row, probabilities);
        VectorMath.Softmax(probabilities);
    }

    /// <inheritdoc/>
    public void Require(int columns, int classes)
    {
        new ForestClassifier(Trees).Require(columns, 1);
        Stored.Finite("initial", Initial, classes);
        Stored.That(classes == 2 || Trees.Length % classes == 0, $"{Trees.Length} trees of {classes} classes");
        Stored.That(double.IsFinite(Trees.Sum(t => t.Values.Max(Math.Abs))), "the trees' values add up to no finite number");
    }
}
