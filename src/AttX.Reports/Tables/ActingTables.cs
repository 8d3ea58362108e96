using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Signals;

namespace AttX.Reports.Tables;

/// <summary>One row's probabilities as somebody acts on them: by subject, with abstention, and smoothed.</summary>
internal static class ActingTables
{
    private static readonly double[] s_coverages = [1, 0.95, 0.9, 0.8, 0.7, 0.5];
    private static readonly double[] s_seconds = [0, 15, 30, 60, 120];

    /// <summary>Builds the table of reliability, a line per subject and one for all.</summary>
    public static ReportTable Reliability(ReportRow row)
    {
        ClassificationTask task = row.Options.Task;
        string positive = task.Classes[task.Positive];
        return new ReportTable("reliability-by-subject", $"{row.Label}: reliability by subject",
            [
                new("", "Subject", IsText: true), new("", "Windows"), new(positive, "mean probability"), new(positive, "share of windows"), new(positive, "difference"),
                new("", "Brier score"), new("", "ECE"),
            ],
            [
                .. row.Scores!.Subjects.Select(subject => Line(subject, SubjectReliability.Of(row.PredictionsOf(subject), task.Positive))),
                Line("Pooled", SubjectReliability.Of(row.Predictions, task.Positive)),
            ],
            "Over the windows of all seeds. Difference: above 0, the class is expected too often. ECE: expected calibration error in 10 bins." + RowLabel.Note([row]), Apart: 1);
    }

    /// <summary>Builds the table of accuracy by the share of windows kept.</summary>
    public static ReportTable Abstention(ReportRow row, RiskCoverage curve) => new("abstention", $"{row.Label}: accuracy by the share of windows kept",
        [new("", "Kept at least, %", IsText: true), new("", "Confidence from"), new("", "Kept, %"), new("", "Accuracy, %")],
        [.. s_coverages.Select(coverage => (ReportCell[])
        [
            FormattableString.Invariant($"{100 * coverage:0}"), ReportCell.Number(curve.At(coverage).Threshold, "F4"), ReportCell.Percent(curve.At(coverage).Coverage),
            ReportCell.Percent(curve.At(coverage).Accuracy),
        ])],
        FormattableString.Invariant($"All windows of all seeds. Mean accuracy over all shares kept: {curve.Area:F4}.") + RowLabel.Note([row]));

    /// <summary>Builds the table of scores by the time that probabilities are smoothed over.</summary>
    public static ReportTable Smoothing(ReportRow row)
    {
        WindowSpec spec = row.Options.Preprocessing().Spec;
        return new ReportTable("smoothing", $"{row.Label}: smoothed over time",
            [new("", "Smoothed over, s", IsText: true), new("", "Delay, s"), new("", "Accuracy"), new("", "Balanced accuracy"), new("", "AUC")],
            [.. s_seconds.Where(s => s == 0 || !new Postprocessing { SmoothSeconds = s }.Problems(spec, row.Options.Classes).Any()).Select(s => Line(row, s, spec))],
            "Percent, but for the AUC; means over subjects and seeds. Log-odds averaged over the labelled windows that begin in the last seconds; delay: their mean age." + RowLabel.Note([row]));
    }

    private static ReportCell[] Line(ReportRow row, double seconds, WindowSpec spec)
    {
        StartScore score = StartScore.Mean([.. row.PredictionsByRun.Select(run => StartScore.Of(
            null, [.. run.Select(p => Postprocessor.Smooth(p, seconds, spec, row.Options.Task.Positive).Items)], row.Options.Classes))]);
        return
        [
            FormattableString.Invariant($"{seconds:0}"), ReportCell.Number(new Postprocessing { SmoothSeconds = seconds }.DelaySeconds(spec), "0.#"),
            ReportCell.Percent(score.Accuracy), ReportCell.Percent(score.BalancedAccuracy), ReportCell.Number(score.Area, "F4"),
        ];
    }

    private static ReportCell[] Line(string name, SubjectReliability reliability) =>
    [
        name, ReportCell.Number(reliability.Windows, "0"), ReportCell.Number(reliability.MeanProbability, "F4"), ReportCell.Number(reliability.Share, "F4"),
        ReportCell.Number(reliability.Excess, "+0.0000;\u22120.0000;0.0000"), ReportCell.Number(reliability.Calibration.BrierScore, "F4"),
        ReportCell.Number(reliability.Calibration.ExpectedError, "F4"),
    ];
}
