using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;

namespace AttX.Reports.Figures;

/// <summary>Accuracy against the share of windows kept.</summary>
internal static class CoverageFigure
{
    private const int MostPoints = 300;

    /// <summary>Draws the curve.</summary>
    public static Markup Of(string label, RiskCoverage curve)
    {
        // The first windows alone are all right or all wrong: their share says nothing.
        CoveragePoint[] points = [.. curve.Points.Where(p => p.Coverage >= 0.02)];
        int step = Math.Max(1, points.Length / MostPoints);
        var chart = new LineChart("Accuracy by the share of windows kept",
            "A curve of the accuracy of the windows kept, from the most confident on the left to all of them on the right: the higher on the left, the more abstention buys.",
            Axis.Share("Share of windows kept"), Axis.Over("Accuracy", null, points.Select(p => p.Accuracy).Append(1)),
            [new LineSeries(label, [.. points.Where((_, i) => i % step == 0 || i == points.Length - 1).Select(p => new ChartPoint(p.Coverage, p.Accuracy))])])
        {
            Width = 440,
        };
        return Figure.Of(chart.ToMarkup(), FormattableString.Invariant(
            $"What abstention buys: accuracy of the windows kept, most confident first. Mean over all shares: {curve.Area:F4}; of all windows: {curve.Points[^1].Accuracy:F4}."));
    }
}
