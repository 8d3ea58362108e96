using System.Text;

namespace AttX.Reports.Writing;

/// <summary>All tables as Markdown (GitHub's).</summary>
public static class MarkdownWriter
{
    /// <summary>The tables, each under a heading.</summary>
    public static string Write(IReadOnlyList<ReportTable> tables)
    {
        var text = new StringBuilder();
        foreach (ReportTable table in tables)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("### ").Append(Escape(table.Title)).Append("\n\n");
            Line(text, table.Columns.Select(c => Escape(c.FullHeader)));
            Line(text, table.Columns.Select(c => c.IsText ? "---" : "---:"));
            foreach (IReadOnlyList<ReportCell> row in table.Rows)
                Line(text, row.Select(cell => cell.IsStrong ? $"**{Escape(cell.Text)}**" : Escape(cell.Text)));
            if (table.Note.Length > 0)
                text.Append('\n').Append(Escape(table.Note)).Append('\n');
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Characters that Markdown or HTML would take for marks.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text.ReplaceLineEndings(" "))
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '&' => escaped.Append("&amp;"),
                '|' or '*' or '_' or '`' or '[' or ']' or '\\' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        return escaped.ToString();
    }
}
