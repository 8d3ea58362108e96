using AttX.Evaluation;

namespace AttX.Reports.Reading;

/// <summary>A baseline, on the windows and folds of some rows.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Scores">Its scores over subjects.</param>
public sealed record BaselineRow(string Label, SeededScores Scores)
{
    /// <summary>The label of the training windows' most frequent class.</summary>
    public const string Majority = "Majority class";

    /// <summary>The label of the time since the recording began.</summary>
    public const string Clock = "Clock alone";

    /// <summary>The label of the linear discriminant of ten features.</summary>
    public const string Linear = "Linear, ten features";

    /// <summary>How well its probabilities rank; null for one without any.</summary>
    public Discrimination? Discrimination { get; init; }

    /// <summary>
    /// Computes the baselines once per set of test windows that complete rows were scored on: rows with other classes or window lengths
    /// have separate ones, and rows with another normalisation another linear one.
    /// </summary>
    public static IReadOnlyList<BaselineRow> Of(IEnumerable<ReportRow> rows)
    {
        IGrouping<string, ReportRow>[] sets = [.. rows.Where(row => row.Runs.Any(run => run.IsComplete))
            .GroupBy(row => string.Join(';', Labels(row).Select(fold => $"{fold.Subject} {string.Join(',', fold.Test.Concat(fold.Training))}")))];
        return [.. sets.SelectMany(set => Of([.. set], sets.Length == 1 ? "" : $" (windows of {set.First().Label})"))];
    }

    /// <summary>Returns the class counts of each test subject of a complete row, and those of the windows that its model was trained on.</summary>
    public static IReadOnlyList<FoldLabels> Labels(ReportRow row)
    {
        ReportRun run = row.Scored[0];
        FoldScores[] scores = [.. run.Folds.Select(fold => fold.Scores)];
        return run.Stored?.Labels(scores) ?? FoldLabels.Of(scores);
    }

    /// <summary>Scores predictions under a label.</summary>
    public static BaselineRow Of(string label, IReadOnlyList<Predictions> people, Discrimination? discrimination = null) =>
        new(label, SeededScores.Of([[.. people.Select(p => new FoldScores(p.Subject, p.Confusion()))]])) { Discrimination = discrimination };

    private static IEnumerable<BaselineRow> Of(ReportRow[] rows, string suffix)
    {
        IReadOnlyList<FoldLabels> folds = Labels(rows[0]);
        yield return new(Majority + suffix, SeededScores.Of([[.. folds.Select(Baselines.MajorityClass)]]));
        yield return new("Random guessing" + suffix, SeededScores.Of([[.. folds.Select(Baselines.Proportional)]]));
        ReportRow[] with = [.. rows.Where(row => row.Scored[0].Baselines != null)];
        if (with.Length == 0)
            yield break;
        IReadOnlyList<Predictions> clock = with[0].Scored[0].Baselines!.Clock;
        yield return Of(Clock + suffix, clock, Discrimination.OfClock(clock, with[0].Options.Task));
        ReportRow[] linear = [.. with.Where(row => row.Scored[0].Baselines!.Linear != null).DistinctBy(row => row.Options.Normalisation)];
        foreach (ReportRow row in linear)
            yield return Of(Linear + (linear.Length == 1 ? suffix : $" (normalised as {row.Label})"), row.Scored[0].Baselines!.Linear!, Discrimination.Of([row.Scored[0].Baselines!.Linear!], row.Options.Task));
    }
}
