using System.Xml.Linq;
using AttX.Reports.Charts;

namespace AttX.Reports.Tests.Charts;

public class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. Gallery.Charts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_is_well_formed_and_says_what_it_shows(string name)
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
    public void A_chart_has_no_markup_but_its_own(string name)
    {
        XElement svg = XDocument.Parse(Gallery.Charts[name].ToSvg()).Root!;
        string[] own = ["svg", "title", "desc", "text", "line", "rect", "circle", "path"];
        Assert.Empty(svg.Descendants().Select(e => e.Name.LocalName).Except(own));
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }
}
