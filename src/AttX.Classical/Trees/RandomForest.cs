using System.Globalization;
using AttX.Classical.Learning;
using AttX.Ground;

namespace AttX.Classical.Trees;

/// <summary>
/// Trees, each of windows drawn with replacement, whose splits choose from a few features drawn anew (Breiman 2001); the mean of their leaves'
/// shares. Every tree has a seed of its own, derived by its name.
/// </summary>
/// <param name="trees">Number of trees.</param>
/// <param name="impurity">The impurity to reduce.</param>
/// <param name="depth">Splits from a root to a leaf, at most; 0: any number.</param>
/// <param name="leafRows">Windows of a leaf, at least.</param>
/// <param name="features">Features that a split chooses from; 0: the square root of their number, rounded down.</param>
public sealed class RandomForest(int trees, Impurity impurity, int depth, int leafRows, int features) : ILearner
{
    /// <inheritdoc/>
    public IFittedClassifier Fit(TrainingSet training, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        if (features > training.Samples.Columns)
            throw new InvalidDataException($"A split cannot choose from {features} features: there are {training.Samples.Columns}.");
        var columns = new RankedColumns(training.Samples);
        var limits = new TreeLimits(TreeLearner.Splits(depth), leafRows, 2, features == 0 ? (int)Math.Sqrt(training.Samples.Columns) : features);
        var grown = new DecisionTree[trees];
        Workers.ForEach(trees, workers, (t, stop) =>
        {
            stop.ThrowIfCancellationRequested();
            var random = new Rng(Rng.Derive(seed, string.Create(CultureInfo.InvariantCulture, $"tree {t}")));
            double[] drawn = new double[training.Rows];
            for (int i = 0; i < drawn.Length; i++)
                drawn[random.NextInt(drawn.Length)]++;
            grown[t] = TreeLearner.Grow(impurity, columns, TreeTargets.Classes(training.Labels, drawn, training.Classes), limits, random).Tree;
        }, cancellation);
        return new ForestClassifier(grown);
    }
}
