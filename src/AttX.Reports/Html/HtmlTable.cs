using AttX.Reports.Writing;

namespace AttX.Reports.Html;

/// <summary>Tables as HTML.</summary>
internal static class HtmlTable
{
    /// <summary>A table with its caption, headings that screen readers relate to the cells, and its note; wide ones scroll by themselves.</summary>
    public static Markup Of(ReportTable table) => Markup.Of($"""
        <div class="table" id="{table.Id}"><div class="scroll" role="region" aria-label="{table.Title}" tabindex="0"><table>
        <caption>{table.Title}</caption>
        <thead>{Head(table.Columns)}</thead>
        {Markup.Join(table.Bodies.Select(body => Markup.Of($"<tbody>{Markup.Join(body.Select(row => Row(row, table.Columns)))}</tbody>")))}
        </table></div>
        {Note(table.Note)}</div>
        """);

    private static Markup Note(string note) => note.Length == 0 ? Markup.Empty : Markup.Of($"<p class=\"note\">{note}</p>");

    private static Markup Head(IReadOnlyList<ReportColumn> columns)
    {
        bool grouped = columns.Any(c => c.Group.Length > 0);
        Markup own = Markup.Join(columns.Where(c => !grouped || c.Group.Length > 0).Select(c => Heading(c.Header, c.IsText, "col", 1, 1)));
        if (!grouped)
            return Markup.Of($"<tr>{own}</tr>");
        Markup groups = Markup.Join(ColumnGroups.Of(columns).SelectMany(g => g.Group.Length > 0
            ? [Heading(g.Group, false, "colgroup", g.Length, 1)]
            : columns.Skip(g.Start).Take(g.Length).Select(c => Heading(c.Header, c.IsText, "col", 1, 2))));
        return Markup.Of($"<tr>{groups}</tr><tr>{own}</tr>");
    }

    private static Markup Heading(string text, bool isText, string scope, int columns, int rows) => Markup.Of(
        $"""<th scope="{scope}"{Attribute("class", isText ? "text" : scope == "colgroup" ? "group" : "")}{Span("colspan", columns)}{Span("rowspan", rows)}>{text}</th>""");

    private static Markup Attribute(string name, string value) => value.Length == 0 ? Markup.Empty : Markup.Of($" {name}=\"{value}\"");

    private static Markup Span(string name, int count) => count == 1 ? Markup.Empty : Markup.Of($" {name}=\"{count}\"");

    private static Markup Row(IReadOnlyList<ReportCell> cells, IReadOnlyList<ReportColumn> columns) => Markup.Of(
        $"<tr><th scope=\"row\">{cells[0].Text}</th>{Markup.Join(cells.Skip(1).Zip(columns.Skip(1), Cell))}</tr>");

    private static Markup Cell(ReportCell cell, ReportColumn column)
    {
        Markup text = cell.IsStrong ? Markup.Of($"<strong>{cell.Text}</strong>") : Markup.Of($"{cell.Text}");
        return Markup.Of($"<td{Attribute("class", column.IsText ? "text" : "")}>{text}</td>");
    }
}
