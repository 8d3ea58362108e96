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
                m => row.Scores[m].PerSubject[i], row.PredictionsOf(subject), row.Options.Classes)),
            Row("Mean", null, m => row.Scores[m].Mean, null, 0),
            Row("SD", null, m => row.Scores[m].PerSubject.Count > 1 ? row.Scores[m].SubjectDeviation : null, null, 0),
            Row("Pooled", row.Predictions.Count, m => ClassificationScores.Of(row.Pooled!)[m], row.Predictions, row.Options.Classes),
        ],
        (row.Scored.Count == 1 ? "Scores in percent. "
            : $"Percent, each subject\u2019s mean over {row.Scored.Count} seeds. ROC AUC, Brier score and ECE over the windows of all seeds. ")
            + "ROC AUC and Brier score from 0 to 1 (Brier with three classes to 2); ECE: expected calibration error in 10 bins." + RowLabel.Note([row]), Apart: 3);

    private static ReportCell[] Row(string name, int? windows, Func<Metric, double?> score, IReadOnlyList<Prediction>? predictions, int classes)
    {
        Calibration? calibration = predictions == null ? null : Calibration.Of(predictions);
        return
        [
            name, ReportCell.Number(windows, "0"), .. Enum.GetValues<Metric>().Select(m => ReportCell.Percent(score(m))),
            ReportCell.Number(predictions == null ? null : RocCurve.AreaOf(predictions, classes), "F4"),
            ReportCell.Number(calibration?.BrierScore, "F4"), ReportCell.Number(calibration?.ExpectedError, "F4"),
        ];
    }
}
