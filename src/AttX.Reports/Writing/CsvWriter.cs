using System.Globalization;
using System.Text;

namespace AttX.Reports.Writing;

/// <summary>
/// All tables as one tidy CSV, <c>table,row,column,value,text</c>, a line a cell: numbers in full in <c>value</c>, as the page shows
/// them in <c>text</c>.
/// </summary>
public static class CsvWriter
{
    /// <summary>The tables as CSV (RFC 4180, lines ended by a line feed).</summary>
    public static string Write(IReadOnlyList<ReportTable> tables)
    {
        var text = new StringBuilder("table,row,column,value,text\n");
        foreach (ReportTable table in tables)
            foreach (IReadOnlyList<ReportCell> row in table.Rows)
                for (int c = 1; c < row.Count; c++)
                    text.AppendJoin(',', new[]
                    {
                        table.Id, row[0].Text, table.Columns[c].FullHeader,
                        row[c].Value?.ToString("R", CultureInfo.InvariantCulture) ?? "", row[c].Text,
                    }.Select(Quote)).Append('\n');
        return text.ToString();
    }

    private static string Quote(string text) => text.AsSpan().ContainsAny([',', '"', '\n', '\r']) ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
