namespace AttX.Reports.Charts;

/// <summary>A row of a course chart: a share over time, and what was true meanwhile.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">Seconds and shares from 0 to 1, in order; a share that is NaN makes a gap.</param>
/// <param name="Truth">Named intervals of time.</param>
public sealed record CourseRow(string Name, IReadOnlyList<ChartPoint> Points, IReadOnlyList<LabelBand> Truth);

/// <summary>A share over the shared time in minutes, a row for each subject, above bands of what was true meanwhile.</summary>
/// <param name="Title"><inheritdoc cref="Chart" path="/param[@name='Title']"/></param>
/// <param name="Description"><inheritdoc cref="Chart" path="/param[@name='Description']"/></param>
/// <param name="X">Title of the time axis.</param>
/// <param name="States">Names of the bands, in the order of their colours.</param>
/// <param name="Line">Index of the colour of the lines.</param>
/// <param name="Rows">From top to bottom.</param>
public sealed record CourseChart(string Title, string Description, string X, IReadOnlyList<string> States, int Line, IReadOnlyList<CourseRow> Rows)
    : Chart(Title, Description)
{
    private const double LineHeight = 34, BandHeight = 8, RowHeight = 54;

    private protected override (double Right, double Bottom) Draw(SvgWriter svg)
    {
        double top = Legend.Draw(svg, [.. States.Index().Select(s => new LegendEntry(s.Item,
            (w, x, y) => w.Rectangle($"band {Marker.Colour(s.Index)}", x - 11, y - 6, 22, 12)))], Margin, Margin, Width - Margin);
        double left = Margin + CellGrid.Gutter([.. Rows.Select(r => r.Name), "100 %"], Width), end = Rows.SelectMany(r => r.Truth).Select(b => b.EndSeconds).DefaultIfEmpty(60).Max();
        Plot whole = new(new(X, "min", 0, end / 60), Axis.Share(""), left, top, Width - 24, top + (RowHeight * Rows.Count));
        foreach ((int index, CourseRow row) in Rows.Index())
            DrawRow(svg, row, new Plot(whole.X, whole.Y, left, top + (RowHeight * index) + 4, whole.Right, top + (RowHeight * index) + 4 + LineHeight));
        whole.DrawX(svg);
        return (Width, whole.Bottom + Plot.FootHeight);
    }

    private void DrawRow(SvgWriter svg, CourseRow row, Plot plot)
    {
        svg.Fitted("end tick", plot.Left - 7, plot.Top + (LineHeight / 2) + 4, plot.Left - 7 - Margin, row.Name);
        svg.Line("grid", plot.Left, plot.Top, plot.Right, plot.Top);
        svg.Line("reference", plot.Left, plot.Up.At(0.5), plot.Right, plot.Up.At(0.5));
        svg.Line("grid", plot.Left, plot.Bottom, plot.Right, plot.Bottom);
        plot.Clipped(svg, () => new LineSeries(row.Name, [.. row.Points.Select(p => p with { X = p.X / 60 })]).Draw(svg, plot, Line, alone: true));
        foreach (LabelBand band in row.Truth)
        {
            double x = plot.Across.At(band.StartSeconds / 60), width = plot.Across.At(band.EndSeconds / 60) - x;
            svg.Rectangle($"band {Marker.Colour(States.Index().First(s => s.Item == band.Name).Index)}", x, plot.Bottom + 2, width, BandHeight,
                FormattableString.Invariant($"{row.Name}, {band.Name}: {band.StartSeconds / 60:0.#} to {band.EndSeconds / 60:0.#} min"));
        }
    }
}
