namespace AttX.Reports.Charts;

/// <summary>One signal, or several in the same unit, over the shared time.</summary>
/// <param name="Y">Upward.</param>
/// <param name="Series">Points whose X is in seconds.</param>
public sealed record SignalPanel(Axis Y, IReadOnlyList<LineSeries> Series);

/// <summary>Named interval of time, in seconds.</summary>
public sealed record LabelBand(double StartSeconds, double EndSeconds, string Name);

/// <summary>Signals over a shared time axis, one panel above the other, with an optional track of labels beneath.</summary>
/// <param name="Title"><inheritdoc cref="Chart" path="/param[@name='Title']"/></param>
/// <param name="Description"><inheritdoc cref="Chart" path="/param[@name='Description']"/></param>
/// <param name="StartSeconds">Start of the time axis.</param>
/// <param name="EndSeconds">End of the time axis; spans over five minutes are shown in minutes.</param>
/// <param name="Panels">From top to bottom.</param>
public sealed record SignalChart(
    string Title, string Description, double StartSeconds, double EndSeconds, IReadOnlyList<SignalPanel> Panels) : Chart(Title, Description)
{
    private const double BandHeight = 20;
    private const double PanelGap = 10;
    private const double LineHeight = 14;
    private const int MostLines = 3;

    /// <summary>The track of labels beneath the panels; none where empty.</summary>
    public IReadOnlyList<LabelBand> Labels { get; init; } = [];

    /// <summary>Possible names of labels, so that each keeps its colour from chart to chart; names not listed come after them.</summary>
    public IReadOnlyList<string> LabelOrder { get; init; } = [];

    /// <summary>Title of the track.</summary>
    public string LabelTitle { get; init; } = "Label";

    /// <summary>Intervals shaded in every panel, with their reasons as tooltips.</summary>
    public IReadOnlyList<LabelBand> Shaded { get; init; } = [];

    /// <summary>Moments marked by a line through every panel, with their names as tooltips.</summary>
    public IReadOnlyList<(double Seconds, string Name)> Marks { get; init; } = [];

    /// <summary>Height of a panel in pixels.</summary>
    public double PanelHeight { get; init; } = 90;

    private double SecondsPerUnit => EndSeconds - StartSeconds > 300 ? 60 : 1;

    private Axis Time => new("Time", SecondsPerUnit == 60 ? "min" : "s", StartSeconds / SecondsPerUnit, EndSeconds / SecondsPerUnit);

    private protected override (double Right, double Bottom) Draw(SvgWriter svg)
    {
        LineSeries[] all = [.. Panels.SelectMany(p => p.Series)];
        Dictionary<string, int> styles = LineSeries.Styles(all);
        Dictionary<string, int> bands = LabelOrder.Concat(Labels.Select(b => b.Name)).Distinct().Index()
            .Where(p => Labels.Any(b => b.Name == p.Item)).ToDictionary(p => p.Item, p => p.Index);
        HashSet<string> shared = [.. Panels.Where(IsShared).SelectMany(p => p.Series).Select(s => s.Key)];
        LegendEntry[] legend = [.. LineSeries.Legend(all).Where(e => shared.Contains(e.Label))];
        double top = Legend.Draw(svg, legend, Margin, Margin, Width - Margin) - PanelGap;
        double left = Margin + Panels.Select(p => Plot.Gutter(p.Y, PanelHeight)).DefaultIfEmpty(40).Max(), right = Width - 24;
        Plot last = new(Time, new("", null, 0, 1), left, top, right, top);
        foreach (SignalPanel panel in Panels)
        {
            double panelTop = last.Bottom + Plot.TitleHeight + PanelGap;
            last = new(Time, panel.Y, left, panelTop, right, panelTop + PanelHeight);
            DrawPanel(svg, last, panel, shared.Count > 0 ? styles : null);
        }

        if (Labels.Count > 0)
            last = DrawTrack(svg, last, bands);
        last.DrawX(svg);
        return (Width, bands.Count == 0 ? last.Bottom + Plot.FootHeight : DrawKey(svg, bands, last.Bottom + Plot.FootHeight + 6));
    }

    private static bool IsShared(SignalPanel panel) => panel.Series.DistinctBy(s => s.Key).Count() > 1;

    private void DrawPanel(SvgWriter svg, Plot plot, SignalPanel panel, Dictionary<string, int>? styles)
    {
        plot.DrawY(svg);
        plot.DrawX(svg, labels: false);
        plot.Clipped(svg, () =>
        {
            foreach (LabelBand band in Shaded)
            {
                double x = plot.Across.At(band.StartSeconds / SecondsPerUnit), end = plot.Across.At(band.EndSeconds / SecondsPerUnit);
                svg.Rectangle("shade", x, plot.Top, end - x, plot.Bottom - plot.Top, band.Name);
            }

            foreach ((double seconds, string name) in Marks.Where(m => m.Seconds >= StartSeconds && m.Seconds <= EndSeconds))
                svg.Rectangle("mark", plot.Across.At(seconds / SecondsPerUnit) - 0.75, plot.Top, 1.5, plot.Bottom - plot.Top, name);

            foreach (LineSeries series in panel.Series.OrderBy(s => !s.Muted))
                (series with { Points = [.. series.Points.Select(p => p with { X = p.X / SecondsPerUnit })] })
                    .Draw(svg, plot, styles?[series.Key] ?? series.Style ?? 0, alone: !IsShared(panel));
        });
    }

    /// <summary>Draws bands with their names inside or, where these do not fit, beneath.</summary>
    private Plot DrawTrack(SvgWriter svg, Plot above, Dictionary<string, int> styles)
    {
        double top = above.Bottom + Plot.TitleHeight + PanelGap;
        Plot track = new(Time, new(LabelTitle, null, 0, 1), above.Left, top, above.Right, top + BandHeight);
        var beneath = new List<(double Middle, string Name)>();
        svg.Text("start title", Margin, track.Top - 9, LabelTitle);
        foreach (LabelBand band in Labels)
        {
            double x = track.Across.At(Math.Max(StartSeconds, band.StartSeconds) / SecondsPerUnit);
            double width = track.Across.At(Math.Min(EndSeconds, band.EndSeconds) / SecondsPerUnit) - x;
            if (width <= 0)
                continue;
            string from = Time.Number(band.StartSeconds / SecondsPerUnit, 1), to = Time.Number(band.EndSeconds / SecondsPerUnit, 1);
            string tooltip = $"{band.Name}: {from} to {to} {Time.Unit}";
            svg.Rectangle($"band {Marker.Colour(styles[band.Name])}", x, track.Top, width, BandHeight, tooltip);
            if (TextMetrics.Width(band.Name) <= width - 2)
                svg.Text("middle", x + width / 2, track.Top + 14, band.Name);
            else
                beneath.Add((x + width / 2, band.Name));
        }

        return new Plot(Time, track.Y, track.Left, top, track.Right, track.Bottom + DrawBeneath(svg, track, beneath));
    }

    /// <summary>Writes names beneath the track, in as few lines as they need side by side, as far as there is room. Returns the lines' height.</summary>
    private static double DrawBeneath(SvgWriter svg, Plot track, IReadOnlyList<(double Middle, string Name)> names)
    {
        double[] ends = new double[MostLines];
        var placed = new List<(double X, int Line, string Name)>();
        foreach ((double middle, string name) in names)
        {
            double half = TextMetrics.Width(name) / 2, x = Math.Max(track.Left + half, Math.Min(track.Right - half, middle));
            int line = Array.FindIndex(ends, end => end + 6 <= x - half);
            if (line < 0)
                continue;
            ends[line] = x + half;
            placed.Add((x, line, name));
        }

        foreach ((double x, int line, string name) in placed)
            svg.Text("middle", x, track.Bottom + (LineHeight * (line + 1)) - 2, name);
        return placed.Count == 0 ? 0 : (placed.Max(p => p.Line) + 1) * LineHeight + 4;
    }

    private double DrawKey(SvgWriter svg, Dictionary<string, int> bands, double top) => Legend.Draw(svg,
        [.. bands.Select(b => new LegendEntry(b.Key, (w, x, y) =>
            w.Rectangle($"band {Marker.Colour(b.Value)}", x - 11, y - 7.5, 22, 15)))],
        Margin, top, Width - Margin);
}
