using AttX.Evaluation;
using AttX.Paper;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tables;

/// <summary>The paper's tables, with its figures next to ours.</summary>
internal static class PaperTable
{
    private static readonly string[] Headers = ["Ours", "SD", "Paper", "Diff."];

    /// <summary>Table I: direction and place of the connections; null where the data hold no row of it.</summary>
    public static ReportTable? One(ReportData data) => Of(data, "I", "table-1", "Table I: direction and stages of the connections",
        [Metric.Accuracy, Metric.MacroF1, Metric.WeightedF1]);

    /// <summary>Table III: what the connections and their attention add; null where the data hold no row of it, or Table I has a single run's.</summary>
    public static ReportTable? Three(ReportData data) => Of(data, "III", "table-3", "Table III: ablation", [Metric.Accuracy, Metric.MacroF1]);

    /// <summary>Table II, which cites other systems, with ours beneath; null where the data hold no row of the paper.</summary>
    public static ReportTable? Two(ReportData data)
    {
        ReportRow[] ours = [.. data.Scored.Where(row => row.Paper != null)];
        ReportRow[] systems = [.. data.Scored.Where(row => PaperTables.Systems.Any(system => system.Label == row.Label))];
        ReportCell[][] baselines = [.. data.Baselines.Select(row => Scored(row.Label, "", row.Scores))];
        return ours.Length + systems.Length == 0 ? null : new ReportTable("table-2", "Table II: other systems, as the paper quotes them, and ours",
            [new("", "System", IsText: true), new("", "Source", IsText: true), new("", "Accuracy"), new("", "Macro F1")],
            [
                .. PaperTables.Cited.Select(row => (ReportCell[])
                    [row.Label, "published", ReportCell.Printed(row.Accuracy), ReportCell.Printed(row.MacroF1)]),
                .. systems.Select(row => Scored(RowLabel.Of(row), "this report", row.Scores!)),
                .. ours.Where(row => row == data.Best || row.Paper!.Tables.Count > 1).Select(row => Scored(RowLabel.Of(row), "this report", row.Scores!)),
                .. baselines,
            ],
            "Percent. The published figures are quoted. Bota et al. tell arousal and valence, not stress: 19.40, as printed, is most likely the F1 of a rare class. "
                + "Rows of this report have the systems\u2019 learners on our features, windows of 60 s and folds (docs/method.md says what their sources leave open)."
                + RowLabel.Note([.. ours, .. systems]), Apart: baselines.Length);
    }

    private static ReportTable? Of(ReportData data, string number, string id, string title, IReadOnlyList<Metric> metrics)
    {
        ReportRow[] rows = [.. data.Rows.Where(row => row.Paper is { } paper
            && (data.IsSweep ? paper.Tables.Contains(number) : paper.Tables[0] == number))];
        return rows.Length == 0 ? null : new ReportTable(id, title,
            [
                new("", "Row", IsText: true),
                .. metrics.SelectMany(m => Headers.Select(header => new ReportColumn(MetricNames.NameOf(m), header))),
            ],
            [
                .. rows.Select(row => (ReportCell[])[RowLabel.Of(row), .. metrics.SelectMany(m => Cells(row, m, IsBest(data, rows, row, m)))]),
                .. data.Baselines.Select(row => (ReportCell[])[row.Label, .. metrics.SelectMany(m => Cells(row.Scores[m], null, false))]),
            ],
            "Percent. Ours: mean over subjects (and seeds); SD: sample standard deviation over subjects; Diff.: ours less the paper\u2019s. "
                + "Directions by the arrow printed in the paper. The best of each column, if there are several rows, in bold."
                + InPlaceOfEcg(data) + RowLabel.Note(rows), Apart: data.Baselines.Count);
    }

    private static ReportCell[] Scored(ReportCell label, string source, SeededScores scores) =>
        [label, source, ReportCell.Percent(scores[Metric.Accuracy].Mean), ReportCell.Percent(scores[Metric.MacroF1].Mean)];

    private static string InPlaceOfEcg(ReportData data) => data.Rows.SelectMany(row => row.Options.Modalities).Select(m => m.Info())
        .FirstOrDefault(info => info.IsCardiac && info.Modality != Modality.Ecg) is { } other
        ? $" {other.Label} runs in the ECG\u2019s place: \u201cECG\u201d is {other.Label} here." : "";

    private static bool IsBest(ReportData data, ReportRow[] rows, ReportRow row, Metric metric) =>
        rows.Length > 1 && row == data.BestOf(data.Ranked.Intersect(rows), metric);

    private static IEnumerable<ReportCell> Cells(ReportRow row, Metric metric, bool isBest) => Cells(row.Scores?[metric], metric switch
    {
        Metric.Accuracy => row.Paper!.Accuracy,
        Metric.MacroF1 => row.Paper!.MacroF1,
        _ => row.Paper!.WeightedF1,
    }, isBest);

    private static IEnumerable<ReportCell> Cells(MetricSummary? ours, double? paper, bool isBest) =>
    [
        ReportCell.Percent(ours?.Mean) with { IsStrong = isBest },
        ReportCell.Percent(ours is { PerSubject.Count: > 1 } ? ours.SubjectDeviation : null),
        ReportCell.Printed(paper),
        ReportCell.Difference((100 * ours?.Mean) - paper),
    ];
}
