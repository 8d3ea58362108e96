using AttX.Classical.Learning;
using AttX.Ground;

namespace AttX.Classical.Trees;

/// <summary>Impurity that splits of a classification tree reduce.</summary>
public enum Impurity
{
    /// <summary>Σ p(1 − p)</summary>
    Gini,

    /// <summary>−Σ p ln p</summary>
    Entropy,
}

/// <summary>A classification tree (CART; Breiman et al. 1984), not pruned.</summary>
/// <param name="impurity">The impurity to reduce.</param>
/// <param name="depth">Splits from the root to a leaf, at most; 0: any number.</param>
/// <param name="leafRows">Windows of a leaf, at least.</param>
/// <param name="splitRows">Windows of a node that is split, at least.</param>
public sealed class TreeLearner(Impurity impurity, int depth, int leafRows, int splitRows) : ILearner
{
    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        double[] weights = new double[training.Rows];
        Array.Fill(weights, 1);
        return new ForestClassifier([Grow(impurity, new RankedColumns(training.Samples), TreeTargets.Classes(training.Labels, weights, training.Classes),
            new TreeLimits(Splits(depth), leafRows, splitRows)).Tree]);
    }

    /// <summary>The limit of depth that an option gives.</summary>
    internal static int Splits(int option) => option == 0 ? int.MaxValue : option;

    /// <summary>Grows a classification tree.</summary>
    internal static GrownTree Grow(Impurity impurity, RankedColumns columns, TreeTargets targets, TreeLimits limits, Rng? random = null) =>
        impurity == Impurity.Gini ? TreeGrower<SquareScore>.Grow(columns, targets, limits, random)
            : TreeGrower<EntropyScore>.Grow(columns, targets, limits, random);
}
