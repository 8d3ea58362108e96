using System.Globalization;
using System.Xml.Linq;
using AttX.Reports.Charts;

namespace AttX.Reports.Tests.Charts;

public class LineTests
{
    private static readonly Axis X = new("x", null, 0, 10);
    private static readonly Axis Y = new("y", null, 0, 100);
    private static readonly Plot Area = new(X, Y, 40, 20, 540, 220);

    [Fact]
    public void Points_are_placed_by_the_scales() => Assert.Equal("M40 220L290 120L540 20", Path(new("s", [new(0, 0), new(5, 50), new(10, 100)])));

    [Fact]
    public void A_staircase_holds_each_value_until_the_next_point() =>
        Assert.Equal("M40 220L290 220L290 120", Path(new("s", [new(0, 0), new(5, 50)]) { Step = true }));

    [Fact]
    public void NaN_makes_a_gap() =>
        Assert.Equal("M40 220L90 220M190 220L240 220", Path(new("s", [new(0, 0), new(1, 0), new(2, double.NaN), new(3, 0), new(4, 0)])));

    [Fact]
    public void A_point_between_gaps_is_marked()
    {
        SvgWriter svg = new();
        new LineSeries("s", [new(double.NaN, 1), new(5, 50)]).Draw(svg, Area, 0);
        Assert.Contains("<circle class=\"marker c0\" cx=\"290\" cy=\"120\"", svg.ToString());
    }

    [Fact]
    public void Ticks_are_placed_at_the_values_of_their_labels()
    {
        XElement svg = XDocument.Parse(new LineChart("t", "d", X, Y, [new("s", [new(0, 0)])]).ToSvg()).Root!;
        double[] At(string anchor, string attribute) => [.. svg.Elements().Where(e => (string?)e.Attribute("class") == anchor + " tick")
            .Select(e => (Value: double.Parse(e.Value, CultureInfo.InvariantCulture), Pixel: (double)e.Attribute(attribute)!))
            .OrderBy(p => p.Value).Chunk(2).Where(p => p.Length == 2).Select(p => (p[1].Pixel - p[0].Pixel) / (p[1].Value - p[0].Value))];
        double[] across = At("middle", "x"), up = At("end", "y");
        Assert.True(across.Length > 1 && up.Length > 1);
        Assert.All(across, s => Assert.Equal(across[0], s, 0.01));
        Assert.All(up, s => Assert.Equal(-2.6, s, 0.001));
    }

    [Fact]
    public void Thinning_keeps_the_extremes_of_every_column_in_their_order()
    {
        Random random = new(1);
        ChartPoint[] pixels = [.. Enumerable.Range(0, 10_000).Select(i => new ChartPoint(i * 0.05, random.NextDouble()))];
        IReadOnlyList<ChartPoint> kept = Decimation.ByColumn(pixels);
        Assert.InRange(kept.Count, 1000, 4 * 500);
        Assert.Equal(kept, kept.OrderBy(p => p.X));
        Assert.Equal(
            pixels.GroupBy(p => Math.Floor(p.X)).Select(g => (g.Min(p => p.Y), g.Max(p => p.Y))),
            kept.GroupBy(p => Math.Floor(p.X)).Select(g => (g.Min(p => p.Y), g.Max(p => p.Y))));
    }

    [Fact]
    public void Sparse_points_are_all_kept()
    {
        ChartPoint[] pixels = [.. Enumerable.Range(0, 50).Select(i => new ChartPoint(7 * i, i % 3))];
        Assert.Equal(pixels, Decimation.ByColumn(pixels));
    }

    private static string? Path(LineSeries series)
    {
        SvgWriter svg = new();
        series.Draw(svg, Area, 0);
        return (string?)XDocument.Parse($"<g>{svg}</g>").Root!.Element("path")?.Attribute("d");
    }
}
