using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>How well every row and baseline ranks windows, with what the time gives away and without.</summary>
internal static class DiscriminationTable
{
    /// <summary>Builds the table; null where no row has two classes.</summary>
    public static ReportTable? Of(ReportData data)
    {
        ReportRow[] rows = [.. data.Scored.Where(row => row.Options.Classes == 2)];
        if (rows.Length == 0)
            return null;
        BaselineRow[] baselines = [.. data.Baselines.Where(row => row.Discrimination?.Area != null)];
        return new ReportTable("clock-matched", "Discrimination, with the clock and without",
            [
                new("", "Row", IsText: true), new("", "ROC AUC"), new("Clock-matched AUC", "Area"), new("Clock-matched AUC", "from"),
                new("Clock-matched AUC", "to"), new("", "Pairs"), new("", "People"),
            ],
            [.. rows.Select(row => Row(RowLabel.Of(row), row.Discrimination!)), .. baselines.Select(row => Row(row.Label, row.Discrimination!))],
            "ROC AUC: mean over subjects. Clock-matched: over pairs of windows of different people within 60 s of the same time since their recordings began, one of the "
                + "positive class and one not, how often the positive one gets the higher probability, with a 95 % bootstrap interval over people. Both windows of a pair "
                + "share the time: it alone is worth 0.5. Several seeds: the mean of their areas." + RowLabel.Note(rows), Apart: baselines.Length);
    }

    private static ReportCell[] Row(ReportCell label, Discrimination of) =>
    [
        label, ReportCell.Number(of.Area, "F4"), ReportCell.Number(of.Matched?.Area, "F4"), ReportCell.Number(of.Matched?.Interval?.Low, "F4"),
        ReportCell.Number(of.Matched?.Interval?.High, "F4"), ReportCell.Number(of.Matched?.Pairs, "0"), ReportCell.Number(of.Matched?.People, "0"),
    ];
}
