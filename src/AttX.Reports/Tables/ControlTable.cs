using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>What models make of time that none was trained on.</summary>
internal static class ControlTable
{
    /// <summary>Builds the table, a line per row and label; null where no fold has such time.</summary>
    public static ReportTable? Of(ReportData data)
    {
        ReportRow[] rows = [.. data.Scored];
        IReadOnlyList<ReportCell>[] lines = [.. rows.SelectMany(row => Lines(row, rows.Length > 1 ? RowLabel.Of(row).Text + ": " : ""))];
        return lines.Length == 0 ? null : new ReportTable("control", "Negative control",
            [
                new("", "Never trained on", IsText: true), new("", "Windows"), new("", "With estimate"), new("", "Called positive, %"), new("", "Alarms per hour"),
            ],
            lines,
            "Windows that touch no label of the task, all test subjects and seeds together. A window with a quality flag has no estimate. An alarm is a run of "
                + "consecutive positive estimates." + RowLabel.Note(rows));
    }

    private static IEnumerable<IReadOnlyList<ReportCell>> Lines(ReportRow row, string prefix) =>
        (NegativeControl.Pool(row.Scored.SelectMany(run => run.Folds).Select(fold => fold.Files.ReadControl()))?.Rows ?? []).Where(r => r.Estimates > 0)
            .Select(r => (IReadOnlyList<ReportCell>)
            [
                prefix + NegativeControl.NameOf(r), ReportCell.Number(r.Windows, "F0"), ReportCell.Number(r.Estimates, "F0"),
                ReportCell.Percent((double)r.Positive / r.Estimates), ReportCell.Number(r.Alarms / r.Hours, "F1"),
            ]);
}
