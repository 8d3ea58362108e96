using AttX.Classical.Learning;

namespace AttX.Classical.Trees;

/// <summary>
/// AdaBoost for two or more classes (SAMME; Zhu, Zou, Rosset and Hastie 2009): each tree is fitted to the windows that those before it get
/// wrong, and votes with weight ln((1 − e)/e) + ln(K − 1), e its weighted error.
/// </summary>
/// <param name="trees">Number of trees, at most: boosting ends at one without error, or one no better than chance.</param>
/// <param name="depth">Splits from a tree's root to a leaf, at most; 0: any number.</param>
/// <param name="leafRows">Windows of a leaf, at least.</param>
/// <param name="rate">Factor of the votes' weights.</param>
public sealed class AdaBoost(int trees, int depth, int leafRows, double rate) : ILearner
{
    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        var columns = new RankedColumns(training.Samples);
        var limits = new TreeLimits(TreeLearner.Splits(depth), leafRows);
        double[] weights = new double[training.Rows];
        Array.Fill(weights, 1.0 / training.Rows);
        var kept = new List<(DecisionTree Tree, double Vote)>();
        while (kept.Count < trees)
        {
            cancellation.ThrowIfCancellationRequested();
            GrownTree grown = TreeGrower<SquareScore>.Grow(columns, TreeTargets.Classes(training.Labels, weights, training.Classes), limits);
            bool[] wrong = [.. training.Labels.Select((label, r) => grown.Leaves[r] < 0 || Vote(grown.Tree, grown.Leaves[r], training.Classes) != label)];
            double error = weights.Where((_, r) => wrong[r]).Sum() / weights.Sum();
            if (error <= 0)
                kept.Add((grown.Tree, 1));
            if (error <= 0 || error >= 1 - (1.0 / training.Classes))
                break;
            double vote = rate * (Math.Log((1 - error) / error) + Math.Log(training.Classes - 1));
            kept.Add((grown.Tree, vote));
            Reweigh(weights, wrong, vote);
        }

        return kept.Count > 0 ? new VotingClassifier([.. kept.Select(k => k.Tree)], [.. kept.Select(k => k.Vote)])
            : throw new InvalidDataException("AdaBoost's first tree is no better than chance: the features do not tell the classes apart.");
    }

    /// <summary>The class that a leaf votes for: its most frequent one, the first of equal ones.</summary>
    internal static int Vote(DecisionTree tree, int leaf, int classes)
    {
        int best = 0;
        for (int k = 1; k < classes; k++)
            if (tree.Values[(leaf * classes) + k] > tree.Values[(leaf * classes) + best])
                best = k;
        return best;
    }

    private static void Reweigh(double[] weights, bool[] wrong, double vote)
    {
        double factor = Math.Exp(vote);
        for (int r = 0; r < weights.Length; r++)
            weights[r] *= wrong[r] ? factor : 1;
        double sum = weights.Sum();
        for (int r = 0; r < weights.Length; r++)
            weights[r] /= sum;
    }
}

/// <summary>Trees that vote: scores are shares of the votes' weight, probabilities softmax(scores/(K − 1)).</summary>
/// <param name="Trees">The trees.</param>
/// <param name="Votes">The weight of each tree's vote.</param>
public sealed record VotingClassifier(DecisionTree[] Trees, double[] Votes) : IFittedClassifier
{
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        scores.Clear();
        double total = 0;
        for (int t = 0; t < Trees.Length; t++)
        {
            scores[AdaBoost.Vote(Trees[t], Trees[t].LeafOf(row), scores.Length)] += Votes[t];
            total += Votes[t];
        }

        foreach (ref double score in scores)
            score /= total;
    }

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Score(row, probabilities);
        foreach (ref double score in probabilities)
            score /= probabilities.Length - 1;
        VectorMath.Softmax(probabilities);
    }

    /// <inheritdoc/>
    public void Require(int columns, int classes)
    {
        new ForestClassifier(Trees).Require(columns, classes);
        Stored.Finite("votes", Votes, Trees.Length);
        Stored.That(Votes.All(v => v > 0) && double.IsFinite(Votes.Sum()), "a vote is not positive");
    }
}
