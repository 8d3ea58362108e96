using AttX.Reports.Writing;

namespace AttX.Reports.Html;

/// <summary>A piece of a section. What only the page shows is drawn when the page is written, so that the tables can be had without the figures.</summary>
internal sealed class SectionPart
{
    private readonly Func<Markup> _draw;

    private SectionPart(Func<Markup> draw, IReadOnlyList<ReportTable> tables)
    {
        _draw = draw;
        Tables = tables;
    }

    /// <summary>The tables for the other formats.</summary>
    public IReadOnlyList<ReportTable> Tables { get; }

    /// <summary>Text, figures and tables for the page alone.</summary>
    public static SectionPart OnPage(Func<Markup> draw) => new(draw, []);

    /// <summary>A table for every format; nothing where it is null.</summary>
    public static SectionPart Table(ReportTable? table) => table == null ? OnPage(() => Markup.Empty) : new(() => HtmlTable.Of(table), [table]);

    /// <summary>A table that the page shows elsewhere, or not at all.</summary>
    public static SectionPart InFilesOnly(ReportTable? table) => new(() => Markup.Empty, table == null ? [] : [table]);

    /// <summary>Parts that unfold beneath a summary; nothing where there are none.</summary>
    public static SectionPart Folded(string summary, params IReadOnlyList<SectionPart> parts) => new(
        () => ToHtml(parts) is { Html.Length: > 0 } html
            ? Markup.Of($"<details class=\"numbers\"><summary>{summary}</summary>\n{html}\n</details>") : Markup.Empty,
        [.. parts.SelectMany(part => part.Tables)]);

    /// <summary>Parts as HTML, one after another.</summary>
    public static Markup ToHtml(IEnumerable<SectionPart> parts) => Markup.Join(parts.Select(part => part._draw()));

    /// <summary>Markup that is drawn already.</summary>
    public static implicit operator SectionPart(Markup markup) => OnPage(() => markup);
}
