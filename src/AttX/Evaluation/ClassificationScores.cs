namespace AttX.Evaluation;

/// <summary>
/// Scores of one confusion matrix, as fractions of 1, defined as scikit-learn's <c>accuracy_score</c>, <c>f1_score</c> with
/// <c>zero_division=0</c> and <c>balanced_accuracy_score</c>. F1 of class c = 2·TP / (2·TP + FP + FN). As there, a class that
/// occurs neither among the true classes nor among the predicted ones is left out of the macro mean; one that was predicted but
/// never occurs counts as 0. Recall is undefined for a class that never occurs, which is left out of the balanced accuracy.
/// </summary>
/// <param name="Accuracy">Share of windows classified correctly.</param>
/// <param name="MacroF1">Mean of the classes' F1.</param>
/// <param name="WeightedF1">Mean of the classes' F1, weighted by how often each class occurs.</param>
/// <param name="BalancedAccuracy">Mean of the recall of the classes that occur.</param>
public sealed record ClassificationScores(double Accuracy, double MacroF1, double WeightedF1, double BalancedAccuracy)
{
    /// <summary>Returns the score of a metric.</summary>
    public double this[Metric metric] => metric switch
    {
        Metric.Accuracy => Accuracy,
        Metric.MacroF1 => MacroF1,
        Metric.WeightedF1 => WeightedF1,
        Metric.BalancedAccuracy => BalancedAccuracy,
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    /// <summary>Computes the scores of a matrix.</summary>
    /// <exception cref="ArgumentException">The matrix is empty: there is nothing to score.</exception>
    public static ClassificationScores Of(ConfusionMatrix confusion)
    {
        IEnumerable<int> classes = Enumerable.Range(0, confusion.Classes);
        return confusion.Total == 0
            ? throw new ArgumentException("No windows to score.", nameof(confusion))
            : Of([.. classes.Select(c => (double)confusion.TrueCount(c))],
                [.. classes.Select(c => (double)confusion.PredictedCount(c))],
                [.. classes.Select(c => (double)confusion[c, c])]);
    }

    /// <summary>Computes scores from the windows of each class, those predicted as it, and those correctly predicted.</summary>
    internal static ClassificationScores Of(ReadOnlySpan<double> occurring, ReadOnlySpan<double> predicted, ReadOnlySpan<double> right)
    {
        int present = 0, occurringClasses = 0;
        double windows = 0, rightWindows = 0, macro = 0, weighted = 0, recall = 0;
        for (int c = 0; c < occurring.Length; c++)
        {
            double total = occurring[c] + predicted[c];
            if (total == 0)
                continue;
            double f1 = 2 * right[c] / total;
            windows += occurring[c];
            rightWindows += right[c];
            present++;
            macro += f1;
            weighted += f1 * occurring[c];
            if (occurring[c] == 0)
                continue;
            occurringClasses++;
            recall += right[c] / occurring[c];
        }

        return new ClassificationScores(rightWindows / windows, macro / present, weighted / windows, recall / occurringClasses);
    }

    /// <summary>Computes a number for every metric.</summary>
    internal static ClassificationScores ForEach(Func<Metric, double> value) =>
        new(value(Metric.Accuracy), value(Metric.MacroF1), value(Metric.WeightedF1), value(Metric.BalancedAccuracy));
}
