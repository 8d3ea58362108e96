using AttX.Evaluation;
using AttX.Options;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Signals;

namespace AttX.Reports.Tables;

/// <summary>How many of the test windows are bad, and whether that is where the errors are.</summary>
internal static class QualityTables
{
    /// <summary>
    /// The share of flawed windows: by subject for the first row, all subjects together once for every set of rows that cut the same
    /// windows from the same signals. Null where no fold holds verdicts.
    /// </summary>
    public static ReportTable? Windows(ReportData data)
    {
        ReportRow[] sets = [.. data.Scored.Where(row => row.Judged.Count > 0).OrderByDescending(row => row.IsComplete).DistinctBy(row => Source(row.Options))];
        if (sets.Length == 0)
            return null;
        QualityFlags[] flaws = [.. QualityFlagsText.All.Where(flaw => sets.Any(row => row.Judged.Any(w => (w.Flaws & flaw) != 0)))];
        return new ReportTable("quality-windows", "Signal quality of the test windows",
            [
                new("", "Left out", IsText: true), new("", "Windows"), new("", "Flagged"),
                .. flaws.Select(flaw => new ReportColumn("Reasons", flaw.Describe())),
            ],
            [
                .. Folds(sets[0]).Select(fold => Row(fold.Subject, fold.Judged, flaws)),
                .. sets.Select(row => Row(sets.Length == 1 ? "All" : $"All (windows of {row.Label})", [.. Folds(row).SelectMany(fold => fold.Judged)], flaws)),
            ],
            "Flagged and reasons in percent of the windows; a window may have several flaws. Flagged windows are tested on as the others are."
                + (sets.Length == 1 ? "" : $" By subject: windows of {sets[0].Label}."), Apart: sets.Length);
    }

    /// <summary>Every row's accuracy on good and on flagged windows; null where no fold holds verdicts.</summary>
    public static ReportTable? Accuracy(ReportData data)
    {
        ReportRow[] rows = [.. data.Scored.Where(row => row.Judged.Count > 0)];
        return rows.Length == 0 ? null : new ReportTable("quality-accuracy", "Accuracy by signal quality",
            [
                new("", "Row", IsText: true), new("Good windows", "number"), new("Good windows", "accuracy"),
                new("Flagged windows", "number"), new("Flagged windows", "accuracy"),
            ],
            [.. rows.Select(row => (ReportCell[])[RowLabel.Of(row), .. Cells(row, flagged: false), .. Cells(row, flagged: true)])],
            "Accuracy in percent, pooled over the windows of all subjects and seeds that have a verdict." + RowLabel.Note(rows));
    }

    /// <summary>Accuracy over the windows of a row that are flagged, or are not: right ones of how many.</summary>
    public static (int Right, int Count) Score(ReportRow row, bool flagged)
    {
        Prediction[] windows = [.. row.Judged.Where(w => w.Flaws != QualityFlags.None == flagged).Select(w => w.Prediction)];
        return (windows.Count(p => p.Predicted == p.Label), windows.Length);
    }

    private static ReportCell[] Cells(ReportRow row, bool flagged)
    {
        (int right, int count) = Score(row, flagged);
        return [ReportCell.Number(count, "0"), Share(right, count)];
    }

    private static ReportCell[] Row(string name, IReadOnlyList<(Prediction Prediction, QualityFlags Flaws)> windows, IEnumerable<QualityFlags> flaws) =>
    [
        name, ReportCell.Number(windows.Count, "0"), Share(windows.Count(w => w.Flaws != QualityFlags.None), windows.Count),
        .. flaws.Select(flaw => Share(windows.Count(w => (w.Flaws & flaw) != 0), windows.Count)),
    ];

    private static ReportCell Share(int part, int all) => ReportCell.Percent(all == 0 ? null : (double)part / all);

    /// <summary>The folds with verdicts of the seed that has most of them: other seeds test the same windows.</summary>
    private static IReadOnlyList<ReportFold> Folds(ReportRow row) =>
        row.Scored.Select(run => run.Folds.Where(fold => fold.Judged.Count > 0).ToArray()).MaxBy(folds => folds.Length)!;

    /// <summary>What decides which windows there are and what their signals are.</summary>
    private static object Source(ExperimentOptions options) => (options.Device, string.Join(',', options.Modalities), options.Gaps,
        options.Task, options.SamplingRateHz, options.WindowSeconds, options.Overlap);
}
