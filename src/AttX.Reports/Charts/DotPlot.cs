namespace AttX.Reports.Charts;

/// <summary>One observation and its subject.</summary>
public readonly record struct Dot(string Name, double Value);

/// <summary>One row of a <see cref="DotPlot"/>.</summary>
/// <param name="Label">Name on the left.</param>
/// <param name="Dots">One per subject.</param>
public sealed record DotRow(string Label, IReadOnlyList<Dot> Dots)
{
    /// <summary>The mean; NaN where there is none.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>Lower end of the mean's interval; NaN where there is none.</summary>
    public double Low { get; init; } = double.NaN;

    /// <summary>Upper end of the mean's interval.</summary>
    public double High { get; init; } = double.NaN;

    /// <summary>Reference value, such as a published one; NaN where there is none.</summary>
    public double Reference { get; init; } = double.NaN;
}

/// <summary>Rows of dots, one dot per subject and one row per configuration, each with its mean and interval in figures too.</summary>
/// <param name="Title"><inheritdoc cref="Chart" path="/param[@name='Title']"/></param>
/// <param name="Description"><inheritdoc cref="Chart" path="/param[@name='Description']"/></param>
/// <param name="X">Must cover all values.</param>
/// <param name="Rows">From top to bottom.</param>
public sealed record DotPlot(string Title, string Description, Axis X, IReadOnlyList<DotRow> Rows) : Chart(Title, Description)
{
    private const double RowHeight = 26;
    private const double Radius = 3.2;

    /// <summary>Name of a dot in the legend.</summary>
    public string DotLabel { get; init; } = "subject";

    /// <summary>Name of the bar in the legend and above the figures.</summary>
    public string MeanLabel { get; init; } = "mean";

    /// <summary>Name of a row's reference in the legend.</summary>
    public string ReferenceLabel { get; init; } = "published";

    /// <summary>A vertical line, for example at the share of the majority class, or null.</summary>
    public ReferenceLine? Baseline { get; init; }

    /// <summary>Decimals of the figures.</summary>
    public int Decimals { get; init; } = 1;

    private protected override (double Right, double Bottom) Draw(SvgWriter svg)
    {
        string[] figures = [.. Rows.Select(Figures)];
        double legendEnd = Legend.Draw(svg, Entries(), Margin, Margin, Width - Margin);
        double left = Margin + Math.Min(TextMetrics.Widest(Rows.Select(r => r.Label)), Width * 0.34) + 16;
        double right = Width - Margin - Math.Max(TextMetrics.Widest(figures), 24) - 20, top = legendEnd + 18;
        Plot plot = new(X, new("", null, 0, 1), left, top, right, top + RowHeight * Rows.Count);
        DrawGrid(svg, plot);
        svg.Fitted("end title", Width - Margin - 4, top - 6, Width - left, new Axis(MeanLabel, X.Unit, 0, 1) { Percent = X.Percent }.Title);
        for (int i = 0; i < Rows.Count; i++)
        {
            double middle = top + RowHeight * (i + 0.5);
            svg.Fitted("start", Margin + 4, middle + 4, left - 12 - Margin, Rows[i].Label);
            svg.Text("end note", Width - Margin - 4, middle + 4, figures[i]);
            DrawRow(svg, plot, Rows[i], middle);
        }

        return (Width, plot.Bottom + Plot.FootHeight);
    }

    private void DrawGrid(SvgWriter svg, Plot plot)
    {
        for (int i = 0; i < Rows.Count; i += 2)
            svg.Rectangle("stripe", Margin, plot.Top + RowHeight * i, Width - 2 * Margin, RowHeight);
        foreach (double tick in Plot.TicksAcross(X, plot.Left, plot.Right))
            svg.Line("grid", plot.Across.At(tick), plot.Top, plot.Across.At(tick), plot.Bottom);
        plot.DrawX(svg);
        if (Baseline != null)
            svg.Line("reference", plot.Across.At(Baseline.Value), plot.Top, plot.Across.At(Baseline.Value), plot.Bottom);
    }

    /// <summary>Draws the dots in the upper part of the row, with the mean and its interval beneath them.</summary>
    private void DrawRow(SvgWriter svg, Plot plot, DotRow row, double middle)
    {
        List<double> taken = [];
        foreach (Dot dot in row.Dots.Where(d => double.IsFinite(d.Value)).OrderBy(d => d.Value))
        {
            double x = plot.Across.At(dot.Value);
            double lift = taken.Count(t => x - t < 2 * Radius) % 3 * 3.2;
            taken.Add(x);
            svg.Circle("dot c0", x, middle - 1 - lift, Radius, $"{dot.Name}: {X.Number(dot.Value, Decimals)}");
        }

        double line = middle + 7;
        if (double.IsFinite(row.Low) && double.IsFinite(row.High))
            svg.Path("whisker", Whisker(plot.Across.At(row.Low), plot.Across.At(row.High), line));
        if (double.IsFinite(row.Mean))
            DrawMean(svg, plot.Across.At(row.Mean), line);
        if (double.IsFinite(row.Reference))
            DrawReference(svg, plot.Across.At(row.Reference), line, $"{ReferenceLabel}: {X.Number(row.Reference, Decimals)}");
    }

    private string Figures(DotRow row) => double.IsFinite(row.Low) && double.IsFinite(row.High)
        ? $"{X.Number(row.Mean, Decimals)} [{X.Number(row.Low, Decimals)}, {X.Number(row.High, Decimals)}]"
        : X.Number(row.Mean, Decimals);

    private List<LegendEntry> Entries()
    {
        List<LegendEntry> entries = [new(DotLabel, (svg, x, y) => svg.Circle("dot c0", x, y, Radius))];
        if (Rows.Any(r => double.IsFinite(r.Mean)))
            entries.Add(new(MeanLabel, (svg, x, y) =>
            {
                svg.Path("whisker", Whisker(x - 12, x + 12, y));
                DrawMean(svg, x, y);
            }));
        if (Rows.Any(r => double.IsFinite(r.Reference)))
            entries.Add(new(ReferenceLabel, (svg, x, y) => DrawReference(svg, x, y, null)));
        if (Baseline != null)
            entries.Add(new(Baseline.Label, (svg, x, y) => svg.Line("reference", x - 13, y, x + 13, y)));
        return entries;
    }

    private static void DrawMean(SvgWriter svg, double x, double y) =>
        svg.Path("mean", Marker.Polygon((x, y - 4.5), (x + 4.5, y), (x, y + 4.5), (x - 4.5, y)));

    private static void DrawReference(SvgWriter svg, double x, double y, string? tooltip) =>
        svg.Path("published c1", Marker.Polygon((x, y - 4.5), (x + 4, y + 3.5), (x - 4, y + 3.5)), tooltip);

    private static string Whisker(double low, double high, double y)
    {
        (string from, string to, string at) = (SvgWriter.Number(low), SvgWriter.Number(high), SvgWriter.Number(y));
        string tip = SvgWriter.Number(y - 3);
        return $"M{from} {at}H{to}M{from} {tip}v6M{to} {tip}v6";
    }
}
