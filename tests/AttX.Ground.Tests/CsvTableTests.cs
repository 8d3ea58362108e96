using AttX.Testing;

namespace AttX.Ground.Tests;

public class CsvTableTests
{
    public static TheoryData<string> Texts => ["plain", "", "a,b", "say \"no\"", "two\nlines", "=1+1", "'=1+1", "''=x", "-", "-5", "+3.5e2", "-5+A1", "@x", "\tx", "\rx", "'quoted'", "'"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_text_is_read_back(string text)
    {
        string csv = CsvTableWriter.TextOf(writer =>
        {
            writer.Text("name").Text("value").EndRow();
            writer.Text(text).Number(0.1f).EndRow();
            writer.Text("next").Number(1).EndRow();
        });
        CsvTable table = Parse(csv);
        Assert.Equal([text, "0.100000001", "next", "1"], table.Rows.SelectMany(row => row.Cells));
        Assert.Equal(text.Contains('\n', StringComparison.Ordinal) ? 4 : 3, table.Rows[1].Line);
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("+3", "+3")]
    [InlineData("S2", "S2")]
    public void No_spreadsheet_runs_a_cell_and_numbers_stay_as_they_are(string text, string cell) =>
        Assert.Equal(cell + "\n", CsvTableWriter.TextOf(writer => writer.Text(text).EndRow()));

    [Fact]
    public void Numbers_are_written_so_that_they_parse_back_to_the_same_bits() => Assert.Equal(
        "0.30000000000000004,0.333333343,-7\n", CsvTableWriter.TextOf(writer => writer.Number(0.1 + 0.2).Number(1f / 3).Number(-7).EndRow()));

    [Theory]
    [InlineData("", "line 1: not the header of values.")]
    [InlineData("name\n", "line 1: not the header of values.")]
    [InlineData("name,value\na,1\nb", "line 3: cut short.")]
    [InlineData("name,value\na\n", "line 2: fewer cells than the 2 of the header.")]
    [InlineData("name,value\na,1\nb,1,2,3\n", "line 3: more cells than the 2 of the header.")]
    [InlineData("name,value\n\"a\"b,1\n", "line 2: a quoted cell goes on after its end.")]
    [InlineData("name,value\n\"a\n,1\n", "line 2: a quoted cell does not end.")]
    public void Damage_is_found_and_its_line_named(string csv, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Parse(csv)).Message);

    [Fact]
    public void A_header_too_wide_is_not_read_to_its_end() => Assert.Equal(
        "line 1: not the header of values.",
        Assert.Throws<InvalidDataException>(() => CsvTable.Parse(new string(',', 5_000) + "\n", "values", header => header.Count == 5_001)).Message);

    [Fact]
    public void A_file_too_large_is_not_read()
    {
        using var folder = new TemporaryFolder();
        using (FileStream file = File.Create(folder["table.csv"]))
            file.SetLength(CsvTable.MaximumBytes + 1);
        Assert.Equal("67108865 bytes, but a table has at most 67108864.", Assert.Throws<InvalidDataException>(() => CsvTable.ReadText(folder["table.csv"])).Message);
    }

    private static CsvTable Parse(string csv) => CsvTable.Parse(csv, "values", header => header.SequenceEqual(["name", "value"]));
}
