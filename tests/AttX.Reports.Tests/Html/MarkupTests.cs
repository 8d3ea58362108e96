using AttX.Reports.Html;

namespace AttX.Reports.Tests.Html;

public class MarkupTests
{
    [Fact]
    public void Markup_and_what_xml_cannot_hold_are_made_inert() => Assert.Equal(
        "&lt;script&gt;&amp;&quot; \uFFFD\uFFFD 😀", Markup.Escape("<script>&\"\n\0\uD800 😀"));
}
