namespace AttX.Reports.Charts;

/// <summary>A row of a strip chart: bands, and thinner bands beneath.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bands">Named intervals of time.</param>
/// <param name="Beneath">The thinner bands.</param>
public sealed record StripRow(string Name, IReadOnlyList<LabelBand> Bands, IReadOnlyList<LabelBand> Beneath);

/// <summary>When each of a few states falls, a strip for each subject over the shared time in minutes.</summary>
/// <param name="Title"><inheritdoc cref="Chart" path="/param[@name='Title']"/></param>
/// <param name="Description"><inheritdoc cref="Chart" path="/param[@name='Description']"/></param>
/// <param name="X">Title of the time axis.</param>
/// <param name="States">Names of the bands, in the order of their colours.</param>
/// <param name="Rows">From top to bottom.</param>
public sealed record StripChart(string Title, string Description, string X, IReadOnlyList<string> States, IReadOnlyList<StripRow> Rows)
    : Chart(Title, Description)
{
    private const double BandHeight = 12, BeneathHeight = 5, RowHeight = 22;

    private protected override (double Right, double Bottom) Draw(SvgWriter svg)
    {
        double top = Legend.Draw(svg, [.. States.Index().Select(s => new LegendEntry(s.Item,
            (w, x, y) => w.Rectangle($"band {Marker.Colour(s.Index)}", x - 11, y - 6, 22, BandHeight)))], Margin, Margin, Width - Margin);
        double left = Margin + CellGrid.Gutter([.. Rows.Select(r => r.Name)], Width), end = Rows.SelectMany(r => r.Bands).Select(b => b.EndSeconds).DefaultIfEmpty(60).Max();
        Plot plot = new(new(X, "min", 0, end / 60), new("", null, 0, 1), left, top, Width - 24, top + (RowHeight * Rows.Count));
        foreach ((int index, StripRow row) in Rows.Index())
        {
            double y = top + (RowHeight * index) + 2;
            svg.Fitted("end tick", left - 7, y + 11, left - 7 - Margin, row.Name);
            Draw(svg, plot, row.Bands, y, BandHeight);
            Draw(svg, plot, row.Beneath, y + BandHeight + 1, BeneathHeight);
        }

        plot.DrawX(svg);
        return (Width, plot.Bottom + Plot.FootHeight);
    }

    private void Draw(SvgWriter svg, Plot plot, IReadOnlyList<LabelBand> bands, double y, double height)
    {
        foreach (LabelBand band in bands)
        {
            double start = plot.Across.At(band.StartSeconds / 60), width = plot.Across.At(band.EndSeconds / 60) - start;
            string colour = Marker.Colour(States.Index().First(s => s.Item == band.Name).Index);
            svg.Rectangle($"band {colour}", start, y, width, height, FormattableString.Invariant($"{band.Name}: {band.StartSeconds / 60:0.#} to {band.EndSeconds / 60:0.#} min"));
        }
    }
}
