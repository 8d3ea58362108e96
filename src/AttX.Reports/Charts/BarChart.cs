namespace AttX.Reports.Charts;

/// <summary>Bars of one colour: one value per group, NaN where there is none.</summary>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values);

/// <summary>Bars side by side in groups, each with its value.</summary>
/// <param name="Title"><inheritdoc cref="Chart" path="/param[@name='Title']"/></param>
/// <param name="Description"><inheritdoc cref="Chart" path="/param[@name='Description']"/></param>
/// <param name="GroupTitle">What the groups are.</param>
/// <param name="Groups">From left to right.</param>
/// <param name="Y">Upward; bars start at zero, or at its nearest end.</param>
/// <param name="Series">From left to right within a group.</param>
public sealed record BarChart(
    string Title, string Description, string GroupTitle, IReadOnlyList<string> Groups, Axis Y, IReadOnlyList<BarSeries> Series)
    : Chart(Title, Description)
{
    private const double PlotHeight = 240;

    /// <summary>Names over neighbouring groups and their number of groups, such as the three classes of a stage; may be empty.</summary>
    public IReadOnlyList<(string Name, int Groups)> Sections { get; init; } = [];

    /// <summary>Decimals of the values above the bars.</summary>
    public int Decimals { get; init; } = 2;

    private protected override (double Right, double Bottom) Draw(SvgWriter svg)
    {
        if (Series.FirstOrDefault(s => s.Values.Count != Groups.Count) is { } bad)
            throw new ArgumentException($"{Title}: {bad.Name} has {bad.Values.Count} values for {Groups.Count} groups.");
        LegendEntry[] legend = [.. Series.Select((s, i) => new LegendEntry(s.Name, (w, x, y) => Marker.Bar(w, i, x - 11, y - 6, 22, 12)))];
        double top = Legend.Draw(svg, Series.Count > 1 ? legend : [], Margin, Margin, Width - Margin) + Plot.TitleHeight;
        double left = Margin + Plot.Gutter(Y, PlotHeight), right = Width - Margin, spacing = (right - left) / Math.Max(1, Groups.Count);
        double bar = Math.Min(56, spacing * 0.8 / Math.Max(1, Series.Count));
        bool level = TextMetrics.Widest(Series.SelectMany(s => s.Values).Select(v => Y.Number(v, Decimals))) <= bar + 2;
        double headroom = level ? 14 : 40;
        Plot plot = new(new("", null, 0, 1), Y, left, top + headroom, right, top + headroom + PlotHeight);
        plot.DrawY(svg, headroom);
        for (int g = 0; g < Groups.Count; g++)
            for (int s = 0; s < Series.Count; s++)
                DrawBar(svg, plot, g, s, left + spacing * (g + 0.5) + bar * (s - Series.Count / 2.0), bar, level);
        double zero = plot.Up.At(Math.Clamp(0, Y.Minimum, Y.Maximum));
        svg.Line("axis", left, zero, right, zero);
        double bottom = DrawSections(svg, Categories.Draw(svg, Groups, left + spacing / 2, spacing, plot.Bottom + 3), left, spacing);
        svg.Fitted("middle title", (left + right) / 2, bottom + 15, right - left, GroupTitle);
        return (Width, bottom + 20);
    }

    private void DrawBar(SvgWriter svg, Plot plot, int group, int series, double x, double width, bool level)
    {
        double value = Series[series].Values[group];
        if (!double.IsFinite(value))
            return;
        double from = plot.Up.At(Math.Clamp(0, Y.Minimum, Y.Maximum)), to = plot.Up.At(Math.Clamp(value, Y.Minimum, Y.Maximum));
        string number = Y.Number(value, Decimals);
        double middle = x + width / 2, tip = Math.Min(from, to);
        Marker.Bar(svg, series, x + 1, tip, width - 2, Math.Abs(from - to), $"{Groups[group]}, {Series[series].Name}: {number}");
        if (level)
            svg.Text("middle note halo", middle, tip - 4, number);
        else
            svg.Text("start note halo", middle + 4, tip - 4, number, turn: -90);
    }

    private double DrawSections(SvgWriter svg, double top, double left, double spacing)
    {
        foreach ((string name, int groups) in Sections)
        {
            svg.Line("axis", left + 6, top + 4, left + groups * spacing - 6, top + 4);
            svg.Fitted("middle", left + groups * spacing / 2, top + 19, groups * spacing - 8, name);
            left += groups * spacing;
        }

        return Sections.Count > 0 ? top + 24 : top;
    }
}
