using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Figures;

/// <summary>Calibration of a row's probabilities.</summary>
internal static class ReliabilityFigure
{
    public static Markup Of(ReportRow row, string id)
    {
        Calibration calibration = Calibration.Of(row.Predictions);
        var chart = new ReliabilityChart("Reliability",
            "Dots: the share of windows classified rightly against the probability given to the predicted class; "
                + "on the diagonal both are equal. Bars: number of windows.",
            [.. calibration.Bins.Select(b => new Charts.ReliabilityBin(b.Low, b.High, b.MeanConfidence, b.Accuracy, b.Count))])
        {
            Width = 440,
            X = Axis.Share("Probability of the predicted class"),
            Y = Axis.Share("Classified rightly"),
        };
        return Figure.Of(chart.ToMarkup(),
            FormattableString.Invariant(
                $"Reliability over all windows: expected calibration error {calibration.ExpectedError:F4}, Brier score {calibration.BrierScore:F4}")
                + (row.BaseRateBrier is { } baseRate ? FormattableString.Invariant($" (the base rate alone: {baseRate:F4}).") : "."),
            new ReportTable($"{id}-reliability", "Reliability",
                [new("", "Probability", IsText: true), new("", "Windows"), new("", "Mean probability"), new("", "Classified rightly")],
                [.. calibration.Bins.Select(b => (ReportCell[])
                [
                    FormattableString.Invariant($"{b.Low:F1} to {b.High:F1}"), ReportCell.Number(b.Count, "0"),
                    ReportCell.Number(b.MeanConfidence, "F4"), ReportCell.Number(b.Accuracy, "F4"),
                ])]));
    }
}
