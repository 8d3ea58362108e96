namespace AttX.Reports.Charts;

/// <summary>Bin of predictions of similar confidence.</summary>
/// <param name="Low">The least confidence in the bin, from 0 to 1.</param>
/// <param name="High">The greatest.</param>
/// <param name="MeanPredicted">Mean confidence; ignored where the bin is empty.</param>
/// <param name="ObservedShare">Share of correct predictions, from 0 to 1; ignored where the bin is empty.</param>
/// <param name="Count">Number of predictions.</param>
public sealed record ReliabilityBin(double Low, double High, double MeanPredicted, double ObservedShare, long Count);

/// <summary>Reliability diagram: the share of correct predictions by confidence, and beneath it the distribution of confidences.</summary>
/// <param name="Title"><inheritdoc cref="Chart" path="/param[@name='Title']"/></param>
/// <param name="Description"><inheritdoc cref="Chart" path="/param[@name='Description']"/></param>
/// <param name="Bins">In ascending order.</param>
public sealed record ReliabilityChart(string Title, string Description, IReadOnlyList<ReliabilityBin> Bins) : Chart(Title, Description)
{
    private const double StripHeight = 70;

    /// <summary>Across.</summary>
    public Axis X { get; init; } = Axis.Share("Mean predicted probability");

    /// <summary>Upward.</summary>
    public Axis Y { get; init; } = Axis.Share("Observed share");

    /// <summary>What is counted in the strip.</summary>
    public string CountLabel { get; init; } = "Windows";

    private protected override (double Right, double Bottom) Draw(SvgWriter svg)
    {
        Axis counts = Axis.Over(CountLabel, null, Bins.Select(b => (double)b.Count).Prepend(0));
        List<LegendEntry> legend =
        [
            new("observed; area by count", (w, x, y) => w.Circle("dot c0", x, y, 5)),
            new("perfectly calibrated", (w, x, y) => w.Line("reference", x - 13, y, x + 13, y)),
        ];
        double top = Legend.Draw(svg, legend, Margin, Margin, Width - Margin) + Plot.TitleHeight;
        double left = Margin + Math.Max(Plot.Gutter(Y, Width), Plot.Gutter(counts, StripHeight)), right = Width - 24;
        Plot plot = new(X, Y, left, top, right, top + right - left);
        Plot strip = new(X, counts, left, plot.Bottom + 14 + Plot.TitleHeight, right, plot.Bottom + 14 + Plot.TitleHeight + StripHeight);
        plot.DrawY(svg);
        plot.DrawX(svg, labels: false);
        svg.Line("reference", plot.Left, plot.Up.At(X.Minimum), plot.Right, plot.Up.At(X.Maximum));
        DrawCurve(svg, plot);
        strip.DrawY(svg);
        foreach (ReliabilityBin bin in Bins)
            Marker.Bar(svg, 0, plot.Across.At(bin.Low) + 1, strip.Up.At(bin.Count), plot.Across.At(bin.High) - plot.Across.At(bin.Low) - 2,
                strip.Bottom - strip.Up.At(bin.Count), Tooltip(bin));
        strip.DrawX(svg);
        return (Width, strip.Bottom + Plot.FootHeight);
    }

    private void DrawCurve(SvgWriter svg, Plot plot)
    {
        ReliabilityBin[] filled = [.. Bins.Where(b => b.Count > 0)];
        double most = filled.Select(b => (double)b.Count).DefaultIfEmpty(1).Max();
        new LineSeries("observed", [.. filled.Select(b => new ChartPoint(b.MeanPredicted, b.ObservedShare))]).Draw(svg, plot, 0);
        foreach (ReliabilityBin bin in filled)
        {
            double radius = Math.Max(2, 11 * Math.Sqrt(bin.Count / most));
            svg.Circle("dot c0", plot.Across.At(bin.MeanPredicted), plot.Up.At(bin.ObservedShare), radius, Tooltip(bin));
        }
    }

    private string Tooltip(ReliabilityBin bin) => bin.Count == 0
        ? $"{X.Number(bin.Low, 0)}–{X.Number(bin.High, 0)}: none"
        : $"predicted {X.Number(bin.MeanPredicted, 1)}, observed {Y.Number(bin.ObservedShare, 1)}, n = {bin.Count}";
}
