using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>One row's scores, subject by subject.</summary>
internal static class SubjectTable
{
    public static ReportTable Of(ReportRow row, string id) => new(id, $"{row.Label}: scores by subject",
        [
            new("", row.Options.Split.Kind == SplitKind.LeaveOneSubjectOut ? "Left out" : "Tested on", IsText: true), new("", "Windows"), .. Enum.GetValues<Metric>().Select(m => new ReportColumn("", MetricNames.NameOf(m))),
            new("", "ROC AUC"), new("", "Brier score"), new("", "ECE"),
        ],
        [
            .. row.Scores!.Subjects.Select((subject, i) => Row(subject, row.FoldsOf(subject).First().Scores.Windows,
                m => row.Scores[m].PerSubject[i], Area(row, subject), row.PredictionsOf(subject))),
            Row("Mean", null, m => row.Scores[m].Mean, row.Discrimination!.Area, null),
            Row("SD", null, m => row.Scores[m].PerSubject.Count > 1 ? row.Scores[m].SubjectDeviation : null, null, null),
            Row("Pooled", row.Predictions.Count, m => ClassificationScores.Of(row.Pooled!)[m], null, row.Predictions),
        ],
        (row.Scored.Count == 1 ? "Scores in percent. "
            : $"Percent, each subject\u2019s mean over {row.Scored.Count} seeds. ROC AUC: each seed\u2019s, then averaged; Brier score and ECE over the windows of all seeds. ")
            + "ROC AUC and Brier score from 0 to 1 (Brier with three classes to 2); ECE: expected calibration error in 10 bins."
            + (row.BaseRateBrier is { } baseRate ? FormattableString.Invariant($" The base rate alone has a Brier score of {baseRate:F4} over all windows.") : "")
            + RowLabel.Note([row]), Apart: 3);

    private static double? Area(ReportRow row, string subject) =>
        row.FoldsOf(subject).Select(fold => RocCurve.AreaOf(fold.Result.Predictions.Items, row.Options.Classes)).Average();

    private static ReportCell[] Row(string name, int? windows, Func<Metric, double?> score, double? area, IReadOnlyList<Prediction>? predictions)
    {
        Calibration? calibration = predictions == null ? null : Calibration.Of(predictions);
        return
        [
            name, ReportCell.Number(windows, "0"), .. Enum.GetValues<Metric>().Select(m => ReportCell.Percent(score(m))),
            ReportCell.Number(area, "F4"), ReportCell.Number(calibration?.BrierScore, "F4"), ReportCell.Number(calibration?.ExpectedError, "F4"),
        ];
    }
}
