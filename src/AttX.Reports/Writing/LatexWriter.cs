using System.Text;

namespace AttX.Reports.Writing;

/// <summary>All tables as LaTeX with the rules of the package <c>booktabs</c>; for pdfLaTeX, LuaLaTeX and XeLaTeX.</summary>
public static class LatexWriter
{
    private static readonly (char Character, string Latex)[] Specials =
    [
        ('\\', @"\textbackslash{}"), ('{', @"\{"), ('}', @"\}"), ('%', @"\%"), ('_', @"\_"), ('#', @"\#"), ('$', @"\$"), ('&', @"\&"),
        ('~', @"\textasciitilde{}"), ('^', @"\textasciicircum{}"), ('<', "$<$"), ('>', "$>$"), ('|', "$|$"), ('\u2192', @"$\rightarrow$"),
        ('\u2212', "$-$"), ('\u00b1', @"$\pm$"), ('\u00d7', @"$\times$"), ('\u03b8', @"$\theta$"), ('\u2020', @"\textsuperscript{\dag}"),
        ('\u2013', "--"), ('\u2019', "'"), ('\u201c', "``"), ('\u201d', "''"),
    ];

    private static readonly Dictionary<char, string> Special = Specials.ToDictionary(s => s.Character, s => s.Latex);

    /// <summary>The tables, each a float.</summary>
    public static string Write(IReadOnlyList<ReportTable> tables) =>
        "% Needs \\usepackage{booktabs}\n" + string.Concat(tables.Select(Write));

    private static string Write(ReportTable table)
    {
        var text = new StringBuilder();
        text.Append(@"\begin{table}").Append("\n\\centering\\small\n");
        text.Append($"\\caption{{{Escape(table.Title)}}}\n\\label{{tab:{table.Id}}}\n");
        text.Append($"\\begin{{tabular}}{{{string.Concat(table.Columns.Select(c => c.IsText ? 'l' : 'r'))}}}\n\\toprule\n");
        if (table.Columns.Any(c => c.Group.Length > 0))
            text.Append(Groups(table.Columns));
        text.Append(Line(table.Columns.Select(c => Escape(c.Header))));
        foreach (IEnumerable<IReadOnlyList<ReportCell>> body in table.Bodies)
            text.Append("\\midrule\n").AppendJoin("", body.Select(row => Line(row.Select(Cell))));
        text.Append("\\bottomrule\n\\end{tabular}\n");
        if (table.Note.Length > 0)
            text.Append($"\\par\\smallskip\\footnotesize {Escape(table.Note)}\n");
        return text.Append("\\end{table}\n\n").ToString();
    }

    private static string Groups(IReadOnlyList<ReportColumn> columns)
    {
        var cells = new List<string>();
        var rules = new StringBuilder();
        foreach ((string group, int start, int length) in ColumnGroups.Of(columns))
        {
            cells.Add(group.Length == 0 ? string.Concat(Enumerable.Repeat(" & ", length - 1)) : $"\\multicolumn{{{length}}}{{c}}{{{Escape(group)}}}");
            if (group.Length > 0)
                rules.Append($"\\cmidrule(lr){{{start + 1}-{start + length}}}");
        }

        return Line(cells) + rules + "\n";
    }

    private static string Cell(ReportCell cell) => cell.IsStrong ? $"\\textbf{{{Escape(cell.Text)}}}" : Escape(cell.Text);

    private static string Line(IEnumerable<string> cells) => string.Join(" & ", cells) + " \\\\\n";

    private static string Escape(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(c => Special.TryGetValue(c, out string? escaped) ? escaped : c.ToString()));
}
