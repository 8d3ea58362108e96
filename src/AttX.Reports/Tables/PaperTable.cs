using AttX.Evaluation;
using AttX.Paper;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Tables;

/// <summary>The paper's tables, with its figures next to ours.</summary>
internal static class PaperTable
{
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
        bool oneWay = rows.Any(row => PaperTables.ByText(row.Paper!) != null), same = IsPapersSetting(data);
        string[] headers = ["Ours", "SD", "Paper", .. oneWay ? ["By text"] : Array.Empty<string>(), .. same ? ["Diff."] : Array.Empty<string>()];
        ReportCell[] Line(ReportCell label, PaperRow? paper, Func<Metric, MetricSummary?> ours, Func<Metric, bool> isBest) => [label, .. metrics.SelectMany(m =>
        {
            double? byArrow = Figure(paper, m), byText = paper == null ? null : Figure(PaperTables.ByText(paper), m);
            return Cells(ours(m), byArrow, isBest(m), oneWay ? [ReportCell.Printed(byText)] : [], same);
        })];
        return rows.Length == 0 ? null : new ReportTable(id, title,
            [new("", "Row", IsText: true), .. metrics.SelectMany(m => headers.Select(header => new ReportColumn(MetricNames.NameOf(m), header)))],
            [
                .. rows.Select(row => Line(RowLabel.Of(row), row.Paper, m => row.Scores?[m], m => IsBest(data, rows, row, m))),
                .. data.Baselines.Select(row => Line(row.Label, null, m => row.Scores[m], _ => false)),
            ],
            Note(oneWay, same) + InPlaceOfEcg(data) + RowLabel.Note(rows), Apart: data.Baselines.Count);
    }

    private static string Note(bool oneWay, bool same) =>
        "Percent. Ours: mean over subjects (and seeds); SD: sample standard deviation over subjects. "
        + (oneWay ? "Directions, and the column Paper, by the arrow printed in the paper; its text and Figure 1 give the types the opposite directions, and By text is what it then "
            + "prints for the row. " : "")
        + (same ? "Diff.: ours less the paper\u2019s. " : "No difference to the paper\u2019s figures is given: they are of other people, or of another device. ")
        + "The best of each column, if there are several rows, in bold.";

    /// <summary>Whether people and device are the paper's, so that figures can be subtracted.</summary>
    private static bool IsPapersSetting(ReportData data) => data.Rows.All(row => row.Options is { Device: Device.Chest, ContextSeconds: 0, Features: FeatureSet.None, Filter: FilterKind.ZeroPhase } && !row.Options.Modalities.Except([Modality.Ecg, Modality.Eda]).Any())
        && data.Subjects.Order(StringComparer.Ordinal).SequenceEqual(PaperTables.Subjects.Order(StringComparer.Ordinal));

    private static ReportCell[] Scored(ReportCell label, string source, SeededScores scores) =>
        [label, source, ReportCell.Percent(scores[Metric.Accuracy].Mean), ReportCell.Percent(scores[Metric.MacroF1].Mean)];

    private static string InPlaceOfEcg(ReportData data) => data.Rows.SelectMany(row => row.Options.Modalities).Select(m => m.Info())
        .FirstOrDefault(info => info.IsCardiac && info.Modality != Modality.Ecg) is { } other
        ? $" {other.Label} runs in the ECG\u2019s place: \u201cECG\u201d is {other.Label} here." : "";

    private static bool IsBest(ReportData data, ReportRow[] rows, ReportRow row, Metric metric) =>
        rows.Length > 1 && row == data.BestOf(data.Ranked.Intersect(rows), metric);

    private static double? Figure(PaperRow? row, Metric metric) => metric switch
    {
        Metric.Accuracy => row?.Accuracy,
        Metric.MacroF1 => row?.MacroF1,
        _ => row?.WeightedF1,
    };

    private static IEnumerable<ReportCell> Cells(MetricSummary? ours, double? paper, bool isBest, ReportCell[] byText, bool hasDifference) =>
    [
        ReportCell.Percent(ours?.Mean) with { IsStrong = isBest },
        ReportCell.Percent(ours is { PerSubject.Count: > 1 } ? ours.SubjectDeviation : null),
        ReportCell.Printed(paper),
        .. byText,
        .. hasDifference ? [ReportCell.Difference((100 * ours?.Mean) - paper)] : Array.Empty<ReportCell>(),
    ];
}
