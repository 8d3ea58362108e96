namespace AttX.Evaluation;

/// <summary>Scores of one test subject.</summary>
/// <param name="Subject">The subject left out.</param>
/// <param name="Scores">Scores over its windows.</param>
public record SubjectScores(string Subject, ClassificationScores Scores);

/// <summary>Scores of one fold's test subject, and the confusion matrix behind them.</summary>
/// <param name="Subject">The subject left out.</param>
/// <param name="Confusion">Its windows, true class by predicted class.</param>
public sealed record FoldScores(string Subject, ConfusionMatrix Confusion) : SubjectScores(Subject, ClassificationScores.Of(Confusion))
{
    /// <summary>Number of test windows.</summary>
    public int Windows => Confusion.Total;
}

/// <summary>Scores over all folds.</summary>
/// <param name="Mean">Mean over subjects, each with the same weight.</param>
/// <param name="StandardDeviation">Sample standard deviation (n − 1) over subjects.</param>
/// <param name="Pooled">Scores of all windows together, each with the same weight.</param>
public sealed record ScoreSummary(ClassificationScores Mean, ClassificationScores StandardDeviation, ClassificationScores Pooled)
{
    /// <summary>Number of subjects; one alone has no deviation.</summary>
    public int Subjects { get; private init; }

    /// <summary>Summarises one or more folds; the deviation of one fold is 0.</summary>
    public static ScoreSummary Of(IReadOnlyList<FoldScores> folds) => new(
        ClassificationScores.ForEach(metric => Moments.Mean([.. folds.Select(f => f.Scores[metric])])),
        ClassificationScores.ForEach(metric => Moments.StandardDeviation([.. folds.Select(f => f.Scores[metric])])),
        ClassificationScores.Of(ConfusionMatrix.Pool([.. folds.Select(f => f.Confusion)])))
    {
        Subjects = folds.Count,
    };
}
