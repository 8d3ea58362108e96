using AttX.Evaluation;
using AttX.Runs;
using AttX.Sweeps;

namespace AttX.Reports.Reading;

/// <summary>One cell of the matrix trained on × tested on.</summary>
/// <param name="Configuration">The row of the sweep without its datasets; empty if there is but one configuration.</param>
/// <param name="TrainedOn">The datasets trained on, separated by +.</param>
/// <param name="TestedOn">The dataset tested on.</param>
/// <param name="Row">The row that holds the scores.</param>
/// <param name="Scores">The scores over that dataset's test subjects.</param>
/// <param name="Majority">Scores of the training windows' most frequent class on them; null while folds lack.</param>
/// <param name="Chance">Expected scores of guessing in the training windows' proportions; null while folds lack.</param>
internal sealed record AcrossCell(
    string Configuration, string TrainedOn, string TestedOn, ReportRow Row, SeededScores Scores, SeededScores? Majority, SeededScores? Chance)
{
    /// <summary>Returns the cells of all rows with scores that use several datasets; empty if none does.</summary>
    public static IReadOnlyList<AcrossCell> Of(ReportData data)
    {
        ReportRow[] rows = [.. data.Scored.Where(row => row.Scored[0].Stored!.Data.Datasets.Count > 0)];
        string[] configurations = [.. rows.Select(row => DatasetAxis.Without(row.Label, row.Options.Split))];
        bool several = configurations.Distinct().Count() > 1;
        return [.. rows.Zip(configurations, (row, name) => Of(row, several ? name : "")).SelectMany(cells => cells)];
    }

    private static IEnumerable<AcrossCell> Of(ReportRow row, string configuration)
    {
        RunData run = row.Scored[0].Stored!.Data;
        FoldLabels[] labels = [.. row.Scored[0].IsComplete ? BaselineRow.Labels(row) : []];
        foreach (string dataset in row.Scores!.Subjects.Select(s => run.DatasetOf(s)!).Distinct())
        {
            FoldLabels[] own = [.. labels.Where(f => run.DatasetOf(f.Subject) == dataset)];
            yield return new AcrossCell(configuration, Trained(row.Options.Split, run, dataset), dataset, row,
                SeededScores.Of([.. row.Scored.Select(r => r.Folds.Select(f => f.Scores).Where(f => run.DatasetOf(f.Subject) == dataset).ToArray())]),
                Baseline(own, Baselines.MajorityClass), Baseline(own, Baselines.Proportional));
        }
    }

    private static SeededScores? Baseline(FoldLabels[] folds, Func<FoldLabels, SubjectScores> score) =>
        folds.Length == 0 ? null : SeededScores.Of([[.. folds.Select(score)]]);

    private static string Trained(Split split, RunData run, string testedOn) => split.Kind switch
    {
        SplitKind.Across => split.TrainedOn,
        SplitKind.LeaveOneDatasetOut => string.Join('+', run.Datasets.Keys.Except([testedOn])),
        _ => string.Join('+', run.Datasets.Keys),
    };
}
