using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>Quality of every row's probabilities.</summary>
internal static class ProbabilityTable
{
    public static ReportTable Of(ReportData data) => new("probabilities", "Discrimination and calibration of every row",
        [
            new("", "Row", IsText: true), new("", "ROC AUC"), new("Brier score", "of the row"), new("Brier score", "of the base rate"), new("", "Expected calibration error"),
        ],
        [.. data.Scored.Select(Row)],
        "From the predicted probabilities of the test windows. ROC AUC: each model\u2019s (each subject\u2019s and seed\u2019s), then averaged, because models share no scale; "
            + "0.5 is what a coin gets. Brier score and calibration error: over all windows and seeds; of the base rate: with the training windows\u2019 class shares as "
            + "every window\u2019s probabilities, the score of knowing nothing else." + RowLabel.Note(data.Scored));

    private static ReportCell[] Row(ReportRow row)
    {
        Calibration calibration = Calibration.Of(row.Predictions);
        return
        [
            RowLabel.Of(row),
            ReportCell.Number(row.Discrimination!.Area, "F4"),
            ReportCell.Number(calibration.BrierScore, "F4"),
            ReportCell.Number(row.BaseRateBrier, "F4"),
            ReportCell.Number(calibration.ExpectedError, "F4"),
        ];
    }
}
