using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>Quality of every row's probabilities.</summary>
internal static class ProbabilityTable
{
    public static ReportTable Of(ReportData data) => new("probabilities", "Discrimination and calibration of every row",
        [
            new("", "Row", IsText: true), new("ROC AUC", "mean over subjects"), new("ROC AUC", "pooled"),
            new("", "Brier score"), new("", "Expected calibration error"),
        ],
        [.. data.Scored.Select(Row)],
        "From the predicted probabilities of the test windows of all seeds; all but the first column pooled over windows. "
            + "An AUC of 0.5 and, with two classes, a Brier score of 0.25 are what a coin gets." + RowLabel.Note(data.Scored));

    private static ReportCell[] Row(ReportRow row)
    {
        IReadOnlyList<Prediction> all = row.Predictions;
        Calibration calibration = Calibration.Of(all);
        return
        [
            RowLabel.Of(row),
            ReportCell.Number(row.Scores!.Subjects.Average(subject => RocCurve.AreaOf(row.PredictionsOf(subject), row.Options.Classes)), "F4"),
            ReportCell.Number(RocCurve.AreaOf(all, row.Options.Classes), "F4"),
            ReportCell.Number(calibration.BrierScore, "F4"),
            ReportCell.Number(calibration.ExpectedError, "F4"),
        ];
    }
}
