using AttX.Reports.Html;

namespace AttX.Reports.Sections;

/// <summary>A part of the page that its contents list.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">What stands beneath.</param>
internal sealed record ReportSection(string Id, string Title, Markup Body)
{
    /// <summary>As HTML.</summary>
    public Markup Html => Markup.Of($"""
        <section id="{Id}" aria-labelledby="{Id}-title"><h2 id="{Id}-title">{Title}</h2>
        {Body}
        </section>
        """);
}
