namespace AttX.Evaluation;

/// <summary>Scores of all windows from where sessions are taken to begin.</summary>
/// <param name="Condition">The condition with whose start sessions begin; null: the recordings' true start.</param>
/// <param name="Subjects">Subjects with such windows.</param>
/// <param name="Windows">Their windows.</param>
/// <param name="Accuracy">Accuracy, mean over subjects.</param>
/// <param name="BalancedAccuracy">Mean of the recall of the classes that occur from there on, mean over subjects.</param>
/// <param name="Area">
/// Area under the ROC curve (with more than two classes the mean over classes), mean over the subjects who have several classes from there on; null if
/// nobody has.
/// </param>
public sealed record StartScore(string? Condition, int Subjects, int Windows, double Accuracy, double BalancedAccuracy, double? Area)
{
    /// <summary>
    /// Scores of the same windows with sessions from the true start: what remains of a difference is the start's, not the windows'. Null for
    /// the true start itself.
    /// </summary>
    public StartScore? Same { get; init; }

    /// <summary>Scores the windows of subjects, at least one.</summary>
    /// <param name="condition">The condition with whose start sessions begin; null: the true start.</param>
    /// <param name="people">Each subject's windows from there on.</param>
    /// <param name="classes">Number of classes.</param>
    public static StartScore Of(string? condition, IReadOnlyList<IReadOnlyList<Prediction>> people, int classes)
    {
        ClassificationScores[] scores = [.. people.Select(p => ClassificationScores.Of(ConfusionMatrix.Of(p.Select(w => (w.Label, w.Predicted)), classes)))];
        return new StartScore(condition, people.Count, people.Sum(p => p.Count), scores.Average(s => s.Accuracy), scores.Average(s => s.BalancedAccuracy),
            people.Select(p => RocCurve.AreaOf(p, classes)).Average());
    }

    /// <summary>Averages the scores of the same start over runs that differ in their seed.</summary>
    public static StartScore Mean(IReadOnlyList<StartScore> seeds) => seeds[0] with
    {
        Accuracy = seeds.Average(s => s.Accuracy),
        BalancedAccuracy = seeds.Average(s => s.BalancedAccuracy),
        Area = seeds.Select(s => s.Area).Average(),
        Same = seeds[0].Same == null ? null : Mean([.. seeds.Select(s => s.Same!)]),
    };
}

/// <summary>Scores by where sessions begin: how much that decides.</summary>
/// <param name="Rows">The true start, then each condition's, in the order of the task's labels.</param>
public sealed record StartScores(IReadOnlyList<StartScore> Rows)
{
    /// <summary>Returns the largest difference between the scores from two starts; null where fewer than two have one.</summary>
    public double? Spread(Func<StartScore, double?> score) =>
        Rows.Select(score).OfType<double>().ToArray() is { Length: > 1 } values ? values.Max() - values.Min() : null;

    /// <summary>
    /// Returns the largest difference, without its sign, between a start's score and that of the same windows from the true start; null where none
    /// has both. Other than the spread, it does not depend on which windows are left after a start.
    /// </summary>
    public double? Change(Func<StartScore, double?> score) => Rows.Select(row => row.Same is { } same ? Math.Abs((score(row) - score(same)) ?? double.NaN) : double.NaN)
        .Where(double.IsFinite).Select(change => (double?)change).Max();

    /// <summary>Scores subjects; null if one was not predicted from other starts.</summary>
    /// <param name="people">Each subject's predictions, from the true start and from others.</param>
    /// <param name="labels">The labels of the task, in its order.</param>
    public static StartScores? Of(IReadOnlyList<(Predictions Predictions, StartPredictions? Starts)> people, IReadOnlyList<string> labels)
    {
        if (people.Count == 0 || people.Any(p => p.Starts == null))
            return null;
        int classes = people[0].Predictions.Classes;
        var conditions = people.SelectMany(p => p.Starts!.Starts.Select(start => (start.Condition, start.Items,
            Same: (IReadOnlyList<Prediction>)[.. p.Predictions.Items.TakeLast(start.Items.Count)])))
            .GroupBy(s => s.Condition).OrderBy(g => labels.Index().FirstOrDefault(l => l.Item == g.Key).Index);
        return new StartScores(
        [
            StartScore.Of(null, [.. people.Select(p => p.Predictions.Items)], classes),
            .. conditions.Select(starts => StartScore.Of(starts.Key, [.. starts.Select(s => s.Items)], classes) with
            {
                Same = StartScore.Of(null, [.. starts.Select(s => s.Same)], classes),
            }),
        ]);
    }

    /// <summary>Averages over runs that differ in their seed, start by start.</summary>
    public static StartScores Mean(IReadOnlyList<StartScores> seeds) => new([.. seeds[0].Rows.Select(row =>
        StartScore.Mean([.. seeds.SelectMany(s => s.Rows).Where(r => r.Condition == row.Condition)]))]);
}
