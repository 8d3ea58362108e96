using System.Text;

namespace AttX.Reports.Charts;

/// <summary>A point of a line.</summary>
public readonly record struct ChartPoint(double X, double Y);

/// <summary>Line through points in their order; a NaN coordinate makes a gap.</summary>
/// <param name="Name">The line's tooltip, for example a subject.</param>
/// <param name="Points">In drawing order.</param>
public sealed record LineSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Name in the legend; lines of one group share an entry and a colour. Null for the series' name.</summary>
    public string? Group { get; init; }

    /// <summary>Index of colour and dash; null to follow the order of the groups.</summary>
    public int? Style { get; init; }

    /// <summary>Thin and pale: one of many lines behind the one that matters.</summary>
    public bool Muted { get; init; }

    /// <summary>Holds each value until the next point, as a staircase.</summary>
    public bool Step { get; init; }

    /// <summary>Marks every point.</summary>
    public bool Markers { get; init; }

    internal string Key => Group ?? Name;

    /// <summary>Whether there are too many points for dashes to be visible.</summary>
    private bool IsDense => Points.Count > 300;

    /// <summary>Creates the line through evenly spaced samples.</summary>
    public static LineSeries Sampled(string name, ReadOnlySpan<float> samples, double samplingRateHz, double startSeconds = 0)
    {
        ChartPoint[] points = new ChartPoint[samples.Length];
        for (int i = 0; i < points.Length; i++)
            points[i] = new(startSeconds + i / samplingRateHz, samples[i]);
        return new(name, points);
    }

    /// <summary>Assigns a colour and dash to each group, in order of first appearance.</summary>
    internal static Dictionary<string, int> Styles(IEnumerable<LineSeries> series)
    {
        Dictionary<string, int> styles = [];
        foreach (LineSeries s in series)
            styles.TryAdd(s.Key, s.Style ?? styles.Count);
        return styles;
    }

    /// <summary>Builds the legend of several lines: one entry per group, none for a single group.</summary>
    internal static IReadOnlyList<LegendEntry> Legend(IReadOnlyList<LineSeries> series)
    {
        Dictionary<string, int> styles = Styles(series);
        return [.. series.DistinctBy(s => s.Key).Select(s => new LegendEntry(s.Key, (svg, x, y) =>
        {
            svg.Line(s.Class(styles[s.Key]), x - 13, y, x + 13, y);
            if (s.Markers || s.IsDense)
                Marker.Draw(svg, styles[s.Key], x, y, 3.5);
        }))];
    }

    /// <summary>Draws the line, its points thinned to the pixels' resolution.</summary>
    /// <param name="svg">Receives the line.</param>
    /// <param name="plot">The plot to draw in.</param>
    /// <param name="style">Index of colour, dash and marker.</param>
    /// <param name="alone">Whether the line is the only one, so that it needs no markers to distinguish it.</param>
    internal void Draw(SvgWriter svg, Plot plot, int style, bool alone = false)
    {
        StringBuilder commands = new();
        foreach (List<ChartPoint> run in Runs(plot))
        {
            IReadOnlyList<ChartPoint> kept = Decimation.ByColumn(run);
            for (int i = 0; i < kept.Count; i++)
                commands.Append(i == 0 ? 'M' : 'L')
                    .Append(Step && i > 0 ? $"{Pixel(kept[i].X, kept[i - 1].Y)}L" : "")
                    .Append(Pixel(kept[i].X, kept[i].Y));
            if (run.Count == 1 || Markers)
                foreach (ChartPoint p in run)
                    Marker.Draw(svg, style, p.X, p.Y, Muted ? 2 : 3.5, Name);
        }

        if (commands.Length > 0)
            svg.Path(Class(style), commands.ToString(), Name);
        if (IsDense && !Muted && !alone)
            foreach (ChartPoint p in Signposts(plot, style))
                Marker.Draw(svg, style, p.X, p.Y, 4.5, Name);
    }

    private string Class(int style) =>
        Muted ? $"line muted {Marker.Colour(style)}" : IsDense ? $"line fine {Marker.Colour(style)}" : $"line {Marker.Style(style)}";

    /// <summary>Selects a few points of a dense line, offset by style, for markers in place of dashes.</summary>
    private IEnumerable<ChartPoint> Signposts(Plot plot, int style)
    {
        const int Posts = 5;
        ChartPoint[] pixels = [.. Runs(plot).SelectMany(run => run)];
        return Enumerable.Range(0, pixels.Length == 0 ? 0 : Posts)
            .Select(i => pixels[(int)((i + (style % Marker.Styles + 1.0) / (Marker.Styles + 1)) * pixels.Length / Posts)]);
    }

    private static string Pixel(double x, double y) => $"{SvgWriter.Number(x)} {SvgWriter.Number(y)}";

    /// <summary>Splits the points, in pixels, at gaps.</summary>
    private IEnumerable<List<ChartPoint>> Runs(Plot plot)
    {
        List<ChartPoint> run = [];
        foreach (ChartPoint p in Points)
            if (double.IsFinite(p.X) && double.IsFinite(p.Y))
            {
                run.Add(new(plot.Across.At(p.X), plot.Up.At(p.Y)));
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }

        if (run.Count > 0)
            yield return run;
    }
}
