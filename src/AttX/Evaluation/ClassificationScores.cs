namespace AttX.Evaluation;

/// <summary>
/// Scores of one confusion matrix, as fractions of 1, defined as scikit-learn's <c>accuracy_score</c> and <c>f1_score</c> with
/// <c>zero_division=0</c>. F1 of class c = 2·TP / (2·TP + FP + FN). As there, a class that occurs neither among the true
/// classes nor among the predicted ones is left out of the macro mean; one that was predicted but never occurs counts as 0.
/// </summary>
/// <param name="Accuracy">Share of windows classified rightly.</param>
/// <param name="MacroF1">Mean of the classes' F1.</param>
/// <param name="WeightedF1">Mean of the classes' F1, weighted by how often each class occurs.</param>
public sealed record ClassificationScores(double Accuracy, double MacroF1, double WeightedF1)
{
    /// <summary>Scores of the given matrix.</summary>
    /// <exception cref="ArgumentException">The matrix is empty: there is nothing to score.</exception>
    public static ClassificationScores Of(ConfusionMatrix confusion)
    {
        if (confusion.Total == 0)
            throw new ArgumentException("No windows to score.", nameof(confusion));
        int right = 0, present = 0;
        double macro = 0, weighted = 0;
        for (int c = 0; c < confusion.Classes; c++)
        {
            int occurrences = confusion.TrueCount(c), total = occurrences + confusion.PredictedCount(c);
            if (total == 0)
                continue;
            double f1 = 2.0 * confusion[c, c] / total;
            right += confusion[c, c];
            present++;
            macro += f1;
            weighted += f1 * occurrences;
        }

        return new ClassificationScores((double)right / confusion.Total, macro / present, weighted / confusion.Total);
    }
}
