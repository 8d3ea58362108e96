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
            .Select(row => (row.Label, Folds: FoldLabels.Of([.. row.Scored[0].Folds.Select(fold => fold.Scores)])))
            .DistinctBy(set => string.Join(';', set.Folds.Select(fold => $"{fold.Subject} {string.Join(',', fold.Test)}"))).ToArray();
        return [.. sets.SelectMany(set => Of(set.Folds, sets.Length == 1 ? "" : $" (windows of {set.Label})"))];
    }

    private static IEnumerable<BaselineRow> Of(IReadOnlyList<FoldLabels> folds, string suffix) =>
    [
        new("Majority class" + suffix, SeededScores.Of([[.. folds.Select(Baselines.MajorityClass)]], SweepPlan.BootstrapSeed)),
        new("Random guessing" + suffix, SeededScores.Of([[.. folds.Select(Baselines.Proportional)]], SweepPlan.BootstrapSeed)),
    ];
}
