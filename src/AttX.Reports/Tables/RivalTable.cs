using AttX.Evaluation;
using AttX.Paper;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>Earlier works' connections in AttX's place, and attention that learns nothing, beside the paper's rows that they are to be compared with.</summary>
internal static class RivalTable
{
    /// <summary>Builds the table; null where the data hold none of these rows.</summary>
    public static ReportTable? Of(ReportData data)
    {
        string[] labels = [.. PaperTables.Rivals.Select(rival => rival.Label)];
        ReportRow[] rivals = [.. data.Scored.Where(row => data.Name == PaperTables.SweepName && labels.Contains(row.Label))];
        ReportRow[] rows = [.. data.Scored.Where(row => row.Paper is { } paper && PaperTables.IsBesideRivals(paper)), .. rivals];
        return rivals.Length == 0 ? null : new ReportTable("rivals", "Rivals and ablations beyond the paper\u2019s tables",
            [
                new("", "Row", IsText: true), new("Accuracy", "Mean"), new("Accuracy", "SD"), new("", "Balanced accuracy"), new("", "Macro F1"),
                new("", "ROC AUC"), new("", "Clock-matched AUC"),
            ],
            [
                .. rows.Select(row => Line(RowLabel.Of(row), row.Scores!, row.Discrimination)),
                .. data.Baselines.Select(row => Line(row.Label, row.Scores, row.Discrimination)),
            ],
            "Percent, means over subjects (and seeds); SD: sample standard deviation over subjects. The same network and windows throughout: only the connections between its branches "
                + "differ, or theta is 1 (without attention) or 1/d (fixed) for any input. AUCs as in the table of discrimination."
                + RowLabel.Note(rows), Apart: data.Baselines.Count);
    }

    private static ReportCell[] Line(ReportCell label, SeededScores scores, Discrimination? ranking) =>
    [
        label, ReportCell.Percent(scores[Metric.Accuracy].Mean), ReportCell.Percent(scores.Subjects.Count > 1 ? scores[Metric.Accuracy].SubjectDeviation : null),
        ReportCell.Percent(scores[Metric.BalancedAccuracy].Mean), ReportCell.Percent(scores[Metric.MacroF1].Mean),
        ReportCell.Number(ranking?.Area, "F4"), ReportCell.Number(ranking?.Matched?.Area, "F4"),
    ];
}
