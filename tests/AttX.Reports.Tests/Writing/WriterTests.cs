using System.Globalization;
using System.Text.RegularExpressions;
using AttX.Reports.Page;
using AttX.Reports.Writing;
using AttX.Signals;

namespace AttX.Reports.Tests.Writing;

public sealed partial class WriterTests : IDisposable
{
    private const string Hostile = "100 % of <b>_|&\\{\"x\", $y$}";

    private readonly ToySweep _sweep = new(both: Hostile, quality: (_, window) => window == 4 ? QualityFlags.Gap : QualityFlags.None);

    public void Dispose() => _sweep.Dispose();

    private IReadOnlyList<ReportTable> Tables => ReportPage.Tables(_sweep.Read());

    [Fact]
    public void Csv_has_five_columns_a_cell_a_line_and_the_whole_number()
    {
        string[][] rows = [.. CsvWriter.Write(Tables).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ParseCsv)];
        Assert.All(rows, row => Assert.Equal(5, row.Length));
        Assert.Equal(1 + Tables.Sum(t => t.Rows.Count * (t.Columns.Count - 1)), rows.Length);
        string[] mean = Assert.Single(rows, row => row is ["rows-accuracy", Hostile, "SD over seeds", ..]);
        Assert.Equal("4.71", mean[4]);
        Assert.Equal(100 * (2.0 / 30) / Math.Sqrt(2), double.Parse(mean[3], CultureInfo.InvariantCulture), 1e-12);
    }

    [Fact]
    public void Latex_is_balanced_and_has_a_cell_a_column()
    {
        string latex = LatexWriter.Write(Tables);
        string plain = EscapedCharacter().Replace(latex, "");
        Assert.Equal(plain.Count(c => c == '{'), plain.Count(c => c == '}'));
        Assert.Equal(0, plain.Count(c => c == '$') % 2);
        Assert.Equal(Tables.Count * 2, Begin().Count(latex));
        Assert.Equal(Begin().Count(latex), End().Count(latex));
        Assert.Contains(@"100 \% of $<$b$>$\_$|$\&\textbackslash{}\{", latex);
        string[] bodies = latex.Split(@"\begin{tabular}")[1..];
        Assert.All(bodies.Zip(Tables), body => Assert.All(
            body.First.Split('\n').Where(line => line.EndsWith(@"\\", StringComparison.Ordinal) && !line.Contains("multicolumn", StringComparison.Ordinal)),
            line => Assert.Equal(body.Second.Columns.Count, line.Split(" & ").Length)));
        Assert.DoesNotMatch(@"(?<!\\)%(?! Needs)", latex);
    }

    [Fact]
    public void Markdown_has_as_many_pipes_in_each_line_of_a_table()
    {
        string markdown = MarkdownWriter.Write(Tables);
        string[] lines = markdown.Split('\n');
        Assert.Equal(Tables.Count, lines.Count(line => line.StartsWith("### ", StringComparison.Ordinal)));
        int table = -1;
        foreach (string line in lines)
            if (line.StartsWith("###", StringComparison.Ordinal))
                table++;
            else if (line.StartsWith('|'))
                Assert.Equal(Tables[table].Columns.Count + 1, Pipe().Count(line));
        Assert.DoesNotContain("<b>", markdown);
    }

    /// <summary>Fields of a line of RFC 4180, without line ends inside quotes.</summary>
    private static string[] ParseCsv(string line) =>
        [.. Field().Matches(line).Select(m => m.Groups["q"].Success ? m.Groups["q"].Value.Replace("\"\"", "\"") : m.Groups["p"].Value)];

    [GeneratedRegex("(?:^|,)(?:\"(?<q>(?:[^\"]|\"\")*)\"|(?<p>[^,\"]*))")]
    private static partial Regex Field();

    [GeneratedRegex(@"\\[{}$%&_#]")]
    private static partial Regex EscapedCharacter();

    [GeneratedRegex(@"\\begin\{(table|tabular)\}")]
    private static partial Regex Begin();

    [GeneratedRegex(@"\\end\{(table|tabular)\}")]
    private static partial Regex End();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();
}
