namespace AttX.Evaluation;

/// <summary>Scores of one fold's test subject.</summary>
/// <param name="Subject">The subject left out.</param>
/// <param name="Confusion">Its windows, true class by predicted class.</param>
public sealed record FoldScores(string Subject, ConfusionMatrix Confusion)
{
    /// <summary>Scores over the subject's windows.</summary>
    public ClassificationScores Scores { get; } = ClassificationScores.Of(Confusion);

    /// <summary>Number of test windows.</summary>
    public int Windows => Confusion.Total;
}

/// <summary>Scores over all folds.</summary>
/// <param name="Mean">Mean over subjects: each subject counts the same.</param>
/// <param name="StandardDeviation">Sample standard deviation (n − 1) over subjects.</param>
/// <param name="Pooled">Scores of all windows together: each window counts the same.</param>
public sealed record ScoreSummary(ClassificationScores Mean, ClassificationScores StandardDeviation, ClassificationScores Pooled)
{
    /// <summary>Summarises at least one fold; of one alone, the deviation is 0.</summary>
    public static ScoreSummary Of(IReadOnlyList<FoldScores> folds) => new(
        ForEach(folds, Average),
        ForEach(folds, Deviation),
        ClassificationScores.Of(ConfusionMatrix.Pool([.. folds.Select(f => f.Confusion)])));

    private static ClassificationScores ForEach(IReadOnlyList<FoldScores> folds, Func<double[], double> statistic) => new(
        statistic([.. folds.Select(f => f.Scores.Accuracy)]),
        statistic([.. folds.Select(f => f.Scores.MacroF1)]),
        statistic([.. folds.Select(f => f.Scores.WeightedF1)]));

    private static double Average(double[] values) => values.Sum() / values.Length;

    private static double Deviation(double[] values)
    {
        double mean = Average(values);
        return values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
