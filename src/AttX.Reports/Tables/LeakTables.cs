using AttX.Evaluation;
using AttX.Options;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Tables;

/// <summary>What the rows' preparation has seen, and how much the start of a session decides.</summary>
internal static class LeakTables
{
    /// <summary>Builds the table of all rows with scores, by what normalisation and filter have seen.</summary>
    public static ReportTable Seen(IReadOnlyList<ReportRow> rows) => new("seen", "Scores by what the preparation has seen",
        [
            new("", "Row", IsText: true), new("", "Normalised by", IsText: true), new("", "Filter", IsText: true),
            .. Columns("From the true start"), .. Columns("Spread over starts"), .. Columns("Largest change by the start"),
        ],
        [.. rows.Select(row => (ReportCell[])
        [
            RowLabel.Of(row), NameOf(row.Options.Normalisation), DataGroup.NameOf(row.Options.Filter),
            .. Cells(TrueStart(row)), .. Over(row.Starts, (starts, score) => starts.Spread(score)), .. Over(row.Starts, (starts, score) => starts.Change(score)),
        ])],
        "Percent, but for the AUC; means over subjects. Where a session\u2019s past enters, its start may decide. Spread: the largest difference between sessions "
            + "begun at the recording\u2019s start and with each condition, each on the windows from there on. Change: the same, but against the same windows from the true start." + RowLabel.Note(rows));

    /// <summary>Builds the table of scores by where sessions begin; null where that matters to no row.</summary>
    public static ReportTable? Starts(IReadOnlyList<ReportRow> rows)
    {
        ReportRow[] running = [.. rows.Where(row => row.Starts != null)];
        return running.Length == 0 ? null : new ReportTable("starts", "Scores by where sessions begin",
            [new("", "Row", IsText: true), new("", "Session begun at", IsText: true), new("", "Subjects"), new("", "Windows"), .. Columns("From there"), .. Columns("The same windows from the true start")],
            [.. running.SelectMany(row => row.Starts!.Rows.Select(start => (ReportCell[])
                [RowLabel.Of(row), start.Condition ?? "its true start", ReportCell.Number(start.Subjects, "0"), ReportCell.Number(start.Windows, "0"), .. Cells(start), .. Cells(start.Same)]))],
            "Percent, but for the AUC; means over subjects, over all windows from there on, which are fewer the later the start; of a subject\u2019s classes those "
                + "that occur there. A condition after which no window can be estimated is left out." + RowLabel.Note(running));
    }

    private static StartScore TrueStart(ReportRow row) => row.Starts?.Rows[0] ?? StartScore.Mean([.. row.Scored.Select(run =>
        StartScore.Of(null, [.. run.Folds.Select(fold => fold.Result.Predictions.Items)], row.Options.Classes))]);

    private static ReportColumn[] Columns(string group) => [new(group, "Accuracy"), new(group, "Balanced accuracy"), new(group, "AUC")];

    private static ReportCell[] Cells(StartScore? score) =>
        [ReportCell.Percent(score?.Accuracy), ReportCell.Percent(score?.BalancedAccuracy), ReportCell.Number(score?.Area, "F4")];

    private static ReportCell[] Over(StartScores? starts, Func<StartScores, Func<StartScore, double?>, double?> over) => starts == null
        ? [ReportCell.None, ReportCell.None, ReportCell.None]
        :
        [
            ReportCell.Percent(over(starts, s => s.Accuracy)), ReportCell.Percent(over(starts, s => s.BalancedAccuracy)),
            ReportCell.Number(over(starts, s => s.Area), "F4"),
        ];

    private static string NameOf(Normalisation way) => way == Normalisation.Subject ? "session" : DataGroup.NameOf(way);
}
