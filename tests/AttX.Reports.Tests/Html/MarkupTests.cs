using AttX.Reports.Html;

namespace AttX.Reports.Tests.Html;

public class MarkupTests
{
    [Fact]
    public void Markup_is_escaped_and_invalid_xml_characters_are_replaced() => Assert.Equal(
        "&lt;script&gt;&amp;&quot; \uFFFD\uFFFD 😀", Markup.Escape("<script>&\"\n\0\uD800 😀"));
}
