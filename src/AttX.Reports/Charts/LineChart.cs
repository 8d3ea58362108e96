namespace AttX.Reports.Charts;

/// <summary>Lines over two numeric axes: learning curves, receiver operating characteristics, sweeps.</summary>
/// <param name="Title"><inheritdoc cref="Chart" path="/param[@name='Title']"/></param>
/// <param name="Description"><inheritdoc cref="Chart" path="/param[@name='Description']"/></param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">Drawn in order, the muted ones first.</param>
public sealed record LineChart(string Title, string Description, Axis X, Axis Y, IReadOnlyList<LineSeries> Series)
    : Chart(Title, Description)
{
    /// <summary>Height of the plot in pixels, axes and legend not counted; null for a square plot.</summary>
    public double? PlotHeight { get; init; } = 260;

    /// <summary>Legend name of a dashed line from corner to corner, for example "chance"; null for no line.</summary>
    public string? Diagonal { get; init; }

    /// <summary>Horizontal reference line, or null.</summary>
    public ReferenceLine? Level { get; init; }

    private protected override (double Right, double Bottom) Draw(SvgWriter svg)
    {
        string[] references = [.. new[] { Diagonal, Level?.Label }.OfType<string>()];
        bool several = Series.DistinctBy(s => s.Key).Count() + references.Length > 1;
        List<LegendEntry> legend = several ? [.. LineSeries.Legend(Series)] : [];
        foreach (string label in references)
            legend.Add(new(label, (w, x, y) => w.Line("reference", x - 13, y, x + 13, y)));
        double top = Legend.Draw(svg, legend, Margin, Margin, Width - Margin) + Plot.TitleHeight;
        double left = Margin + Plot.Gutter(Y, PlotHeight ?? Width), right = Width - 24;
        Plot plot = new(X, Y, left, top, right, top + (PlotHeight ?? right - left));
        plot.DrawAxes(svg);
        plot.Clipped(svg, () => DrawMarks(svg, plot));
        return (Width, plot.Bottom + Plot.FootHeight);
    }

    private void DrawMarks(SvgWriter svg, Plot plot)
    {
        if (Diagonal != null)
            svg.Line("reference", plot.Left, plot.Bottom, plot.Right, plot.Top);
        if (Level != null)
            svg.Line("reference", plot.Left, plot.Up.At(Level.Value), plot.Right, plot.Up.At(Level.Value));
        Dictionary<string, int> styles = LineSeries.Styles(Series);
        foreach (LineSeries series in Series.OrderBy(s => !s.Muted))
            series.Draw(svg, plot, styles[series.Key], alone: styles.Count == 1);
    }
}

/// <summary>Reference line across a plot: a baseline, chance, the majority class.</summary>
/// <param name="Value">On the axis that it crosses.</param>
/// <param name="Label">Its name in the legend.</param>
public sealed record ReferenceLine(double Value, string Label);
