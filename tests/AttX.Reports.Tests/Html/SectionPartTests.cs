using AttX.Reports.Html;
using AttX.Reports.Writing;

namespace AttX.Reports.Tests.Html;

public class SectionPartTests
{
    private static readonly ReportTable Scores = new("scores", "Scores", [new("", "Row", IsText: true), new("", "Mean")], [["a", "1"]]);

    [Fact]
    public void A_section_hands_on_its_tables_in_order_without_drawing_its_figures()
    {
        var section = new ReportSection("s", "S",
        [
            SectionPart.OnPage(() => throw new InvalidOperationException("drawn")),
            SectionPart.Table(Scores with { Id = "first" }),
            SectionPart.Folded("more", SectionPart.Table(Scores with { Id = "second" }), SectionPart.Table(null)),
            SectionPart.InFilesOnly(Scores with { Id = "third" }),
        ]);
        Assert.Equal(["first", "second", "third"], section.Tables.Select(table => table.Id));
    }

    [Fact]
    public void The_page_has_every_part_but_the_tables_for_files_only()
    {
        string html = new ReportSection("s", "S",
        [
            Markup.Of($"<p>text</p>"), SectionPart.Table(Scores), SectionPart.Folded("more", SectionPart.Table(Scores with { Id = "folded" })),
            SectionPart.InFilesOnly(Scores with { Id = "absent" }),
        ]).ToHtml().Html;
        Assert.Contains("<section id=\"s\"", html);
        Assert.Contains("<p>text</p>", html);
        Assert.Contains("id=\"scores\"", html);
        Assert.Matches("<summary>more</summary>\\s*<div class=\"table\" id=\"folded\"", html);
        Assert.DoesNotContain("absent", html);
    }

    [Fact]
    public void What_holds_nothing_leaves_nothing_on_the_page() =>
        Assert.Equal("", SectionPart.ToHtml([SectionPart.Table(null), SectionPart.Folded("more", SectionPart.Table(null))]).Html);
}
