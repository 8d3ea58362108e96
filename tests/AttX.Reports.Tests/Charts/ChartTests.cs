using System.Globalization;
using System.Xml.Linq;
using AttX.Reports.Charts;

namespace AttX.Reports.Tests.Charts;

public class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. Gallery.Charts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_is_well_formed_and_has_a_description(string name)
    {
        Chart chart = Gallery.Charts[name];
        XElement svg = XDocument.Parse(chart.ToSvg()).Root!;
        Assert.Equal("img", (string?)svg.Attribute("role"));
        Assert.Equal(chart.Title, (string?)svg.Element(Svg + "title"));
        Assert.Equal(chart.Description, (string?)svg.Element(Svg + "desc"));
        Assert.Equal($"0 0 {(string?)svg.Attribute("width")} {(string?)svg.Attribute("height")}", (string?)svg.Attribute("viewBox"));
        Assert.InRange((int)svg.Attribute("width")!, 1, chart.Width);
        Assert.DoesNotContain("NaN", svg.ToString());
        Assert.DoesNotContain("∞", svg.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_contains_only_its_own_markup(string name)
    {
        XElement svg = XDocument.Parse(Gallery.Charts[name].ToSvg()).Root!;
        string[] own = ["svg", "title", "desc", "text", "line", "rect", "circle", "path"];
        Assert.Empty(svg.Descendants().Select(e => e.Name.LocalName).Except(own));
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_is_the_same_in_every_culture(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture, comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "minus");
        string expected = Gallery.Charts[name].ToSvg();
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, Gallery.Charts[name].ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_band_too_narrow_for_its_name_has_it_beneath()
    {
        string svg = (Gallery.Charts["recording"] as SignalChart)!.ToSvg();
        Assert.Contains(">fun</text>", svg);
        Assert.DoesNotMatch("<text class=\"middle\"[^>]*>[0-9]</text>", svg);
    }

    public static TheoryData<string> Bare => [.. BareCharts.Keys];

    private static readonly Axis Unit = new("x", null, 0, 1);

    private static readonly Dictionary<string, Chart> BareCharts = new()
    {
        ["no line"] = new LineChart("t", "d", Unit, Unit, []),
        ["empty line"] = new LineChart("t", "d", Unit, Unit, [new("a", []), new("b", [new(double.NaN, double.NaN)])]),
        ["one point"] = new LineChart("t", "d", new("x", null, 3, 3), new("y", null, 2, 2), [new("a", [new(3, 2)])]),
        ["no rows"] = new DotPlot("t", "d", Unit, []),
        ["a row of nothing"] = new DotPlot("t", "d", Unit, [new("", [new("S2", double.NaN)])]),
        ["no cells"] = new HeatMap("t", "d", "r", [], "c", [], new double[0, 0], Unit),
        ["an empty cell"] = new HeatMap("t", "d", "r", [""], "c", [""], new[,] { { double.NaN } }, new("x", null, 1, 1)),
        ["no classes"] = new ConfusionChart("t", "d", [], new long[0, 0]),
        ["no bins"] = new ReliabilityChart("t", "d", []),
        ["empty bins"] = new ReliabilityChart("t", "d", [new(0, 0.5, double.NaN, double.NaN, 0), new(0.5, 1, double.NaN, double.NaN, 0)]),
        ["no panels"] = new SignalChart("t", "d", 0, 0, []),
        ["an empty panel"] = new SignalChart("t", "d", 0, 10, [new(Unit, [])]) { Labels = [new(20, 30, "beyond")] },
        ["no bars"] = new BarChart("t", "d", "g", [], Unit, []),
        ["bars of nothing"] = new BarChart("t", "d", "g", ["a"], Unit, [new("s", [double.NaN])]),
    };

    [Theory]
    [MemberData(nameof(Bare))]
    public void A_chart_without_data_is_still_drawn(string name)
    {
        XElement svg = XDocument.Parse(BareCharts[name].ToSvg()).Root!;
        Assert.DoesNotContain("NaN", svg.ToString());
        Assert.All(svg.DescendantsAndSelf().Attributes().Where(a => a.Name.LocalName is "width" or "height" or "r"), a => Assert.True((double)a >= 0, svg.ToString()));
    }

    [Fact]
    public void Names_and_numbers_that_do_not_match_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new HeatMap("t", "d", "r", ["a"], "c", ["b"], new double[2, 1], Unit).ToSvg());
        Assert.Throws<ArgumentException>(() => new ConfusionChart("t", "d", ["a"], new long[1, 2]).ToSvg());
        Assert.Throws<ArgumentException>(() => new BarChart("t", "d", "g", ["a"], Unit, [new("s", [1, 2])]).ToSvg());
    }

    [Fact]
    public void A_confusion_matrix_shows_count_and_share_of_the_true_class()
    {
        XElement svg = XDocument.Parse(new ConfusionChart("t", "d", ["a", "b"], new long[,] { { 3, 1 }, { 0, 0 } }).ToSvg()).Root!;
        string[] texts = [.. svg.Elements(Svg + "text").Select(e => e.Value)];
        Assert.Equal(["75.0 %", "3", "25.0 %", "1", "–", "0", "–", "0"], texts.Take(8));
        Assert.Contains("a (n = 4)", texts);
    }

    [Fact]
    public void A_bar_reaches_from_zero_to_its_value()
    {
        XElement svg = XDocument.Parse(new BarChart("t", "d", "g", ["a", "b"], new("y", null, -1, 1), [new("s", [0.5, -1])]).ToSvg()).Root!;
        XElement[] bars = [.. svg.Elements(Svg + "rect").Where(e => ((string)e.Attribute("class")!).StartsWith("fill", StringComparison.Ordinal))];
        Assert.Equal([60, 120], bars.Select(b => (double)b.Attribute("height")!));
        Assert.Equal((double)bars[1].Attribute("y")!, (double)bars[0].Attribute("y")! + 60);
    }
}
