using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;

namespace AttX.Reports.Figures;

/// <summary>Receiver operating characteristics of a row, means of its models' curves: for two classes one per subject and one over all; for more one per class.</summary>
internal static class RocFigure
{
    public static Markup Of(ReportRow row)
    {
        IReadOnlyList<string> classes = row.Options.Task.Classes;
        IReadOnlyList<Prediction>[] all = [.. row.PredictionsByRun.SelectMany(run => run).Select(p => p.Items)];
        LineSeries?[] series = classes.Count == 2
            ?
            [
                .. row.Scores!.Subjects.Select(s => Line(s, [.. row.FoldsOf(s).Select(fold => fold.Result.Predictions.Items)], 1) is { } line
                    ? line with { Group = "each subject", Muted = true, Style = 5 } : null),
                Line("mean over subjects", all, 1) is { } mean ? mean with { Style = 0 } : null,
            ]
            : [.. classes.Select((name, c) => Line($"{name} against the others", all, c) is { } line ? line with { Style = c } : null)];
        LineSeries[] lines = [.. series.OfType<LineSeries>()];
        string of = classes.Count == 2 ? $"of {classes[1]}" : "of each class against the others";
        if (lines.Length == 0)
            return Markup.Empty;
        var chart = new LineChart("Receiver operating characteristic",
            $"Curves {of}, from the lower left to the upper right corner: the closer to the upper left, the better. "
                + "The areas stand in the table of subjects.",
            Axis.Share("False positive rate"), Axis.Share("True positive rate"), lines)
        {
            Width = 440,
            PlotHeight = null,
            Diagonal = "chance",
        };
        return Figure.Of(chart.ToMarkup(),
            $"Receiver operating characteristic {of}: what each threshold on the probability gives."
            + (all.Length > 1 ? " Means are over models, at each false positive rate." : ""));
    }

    private static LineSeries? Line(string name, IEnumerable<IReadOnlyList<Prediction>> models, int label) =>
        RocCurve.Mean(models.Select(predictions => RocCurve.OfClass(predictions, label))) is { } curve
        ? new LineSeries(FormattableString.Invariant($"{name} (AUC {curve.Area:F3})"), [.. Corners(curve.Points)])
        : null;

    /// <summary>Returns the points at which the curve turns; points on a straight line between them are redundant.</summary>
    private static IEnumerable<ChartPoint> Corners(IReadOnlyList<RocPoint> points) => points
        .Where((p, i) => i == 0 || i == points.Count - 1
            || (p.FalsePositiveRate - points[i - 1].FalsePositiveRate) * (points[i + 1].TruePositiveRate - p.TruePositiveRate)
                != (points[i + 1].FalsePositiveRate - p.FalsePositiveRate) * (p.TruePositiveRate - points[i - 1].TruePositiveRate))
        .Select(p => new ChartPoint(p.FalsePositiveRate, p.TruePositiveRate));
}
