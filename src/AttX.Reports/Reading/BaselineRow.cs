using AttX.Evaluation;
using AttX.Sweeps;

namespace AttX.Reports.Reading;

/// <summary>Baseline that ignores the signals.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Scores">Its scores over subjects.</param>
public sealed record BaselineRow(string Label, SeededScores Scores)
{
    /// <summary>
    /// Computes majority class and random guessing once per set of test windows that complete rows were scored on: rows with
    /// other classes or window lengths have separate baselines.
    /// </summary>
    public static IReadOnlyList<BaselineRow> Of(IEnumerable<ReportRow> rows)
    {
        var sets = rows.Where(row => row.Runs.Any(run => run.IsComplete))
            .Select(row => (row.Label, Folds: Labels(row)))
            .DistinctBy(set => string.Join(';', set.Folds.Select(fold => $"{fold.Subject} {string.Join(',', fold.Test.Concat(fold.Training))}"))).ToArray();
        return [.. sets.SelectMany(set => Of(set.Folds, sets.Length == 1 ? "" : $" (windows of {set.Label})"))];
    }

    /// <summary>Returns the class counts of each test subject of a complete row, and those of the windows that its model was trained on.</summary>
    public static IReadOnlyList<FoldLabels> Labels(ReportRow row)
    {
        ReportRun run = row.Scored[0];
        FoldScores[] scores = [.. run.Folds.Select(fold => fold.Scores)];
        return run.Stored is { Data.Windows: { Count: > 0 } windows } stored
            ? FoldLabels.Of(scores, subject => stored.FoldOf(subject).TrainingSubjects.Select(s => windows[s])) : FoldLabels.Of(scores);
    }

    private static IEnumerable<BaselineRow> Of(IReadOnlyList<FoldLabels> folds, string suffix) =>
    [
        new("Majority class" + suffix, SeededScores.Of([[.. folds.Select(Baselines.MajorityClass)]], SweepPlan.BootstrapSeed)),
        new("Random guessing" + suffix, SeededScores.Of([[.. folds.Select(Baselines.Proportional)]], SweepPlan.BootstrapSeed)),
    ];
}
