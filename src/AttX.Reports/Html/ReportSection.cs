using AttX.Reports.Writing;

namespace AttX.Reports.Html;

/// <summary>A part of a report: a section of the page, which its contents list, and the tables that the other formats take from it.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Parts">What stands beneath, in order.</param>
internal sealed record ReportSection(string Id, string Title, IReadOnlyList<SectionPart> Parts)
{
    /// <summary>The tables for the other formats, in order.</summary>
    public IEnumerable<ReportTable> Tables => Parts.SelectMany(part => part.Tables);

    /// <summary>As HTML.</summary>
    public Markup ToHtml() => Markup.Of($"""
        <section id="{Id}" aria-labelledby="{Id}-title"><h2 id="{Id}-title">{Title}</h2>
        {SectionPart.ToHtml(Parts)}
        </section>
        """);
}
