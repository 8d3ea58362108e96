namespace AttX.Evaluation;

/// <summary>Confusion matrix: rows are true classes, columns predicted ones.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    private ConfusionMatrix(int[,] counts) => _counts = counts;

    /// <summary>Number of classes.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>Number of windows.</summary>
    public int Total => _counts.Cast<int>().Sum();

    /// <summary>Number of windows of class <paramref name="truth"/> predicted as class <paramref name="predicted"/>.</summary>
    public int this[int truth, int predicted] => _counts[truth, predicted];

    /// <summary>Counts pairs of true and predicted class indices.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class index outside [0, classes).</exception>
    public static ConfusionMatrix Of(IEnumerable<(int Truth, int Predicted)> pairs, int classes)
    {
        int[,] counts = new int[classes, classes];
        foreach ((int truth, int predicted) in pairs)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)truth, (uint)classes, nameof(pairs));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)classes, nameof(pairs));
            counts[truth, predicted]++;
        }

        return new ConfusionMatrix(counts);
    }

    /// <summary>Adds several matrices, pooling their windows.</summary>
    public static ConfusionMatrix Pool(IReadOnlyList<ConfusionMatrix> matrices)
    {
        int classes = matrices[0].Classes;
        int[,] counts = new int[classes, classes];
        foreach (ConfusionMatrix matrix in matrices)
            for (int t = 0; t < classes; t++)
                for (int p = 0; p < classes; p++)
                    counts[t, p] += matrix[t, p];
        return new ConfusionMatrix(counts);
    }

    /// <summary>Number of windows of this true class.</summary>
    public int TrueCount(int label) => Enumerable.Range(0, Classes).Sum(p => _counts[label, p]);

    /// <summary>Number of windows predicted as this class.</summary>
    public int PredictedCount(int label) => Enumerable.Range(0, Classes).Sum(t => _counts[t, label]);
}
