using AttX.Evaluation;
using AttX.Sweeps;

namespace AttX.Reports.Reading;

/// <summary>What is scored without looking at the signals.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Scores">Its scores over subjects.</param>
public sealed record BaselineRow(string Label, SeededScores Scores)
{
    /// <summary>
    /// Majority class and random guessing, once for every set of test windows that complete rows were scored on: rows of
    /// other classes or window lengths have baselines of their own.
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
