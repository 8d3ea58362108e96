using System.Globalization;
using System.Text;
using AttX.Formats.Text;

namespace AttX.Formats.Tests.Text;

/// <summary>The fast reader agrees with <see cref="DelimitedText"/> on every text, plain or not.</summary>
public sealed class NumberRowsTests
{
    [Theory]
    [InlineData("h\nh\n1,2\n-0.00,4.5\n")]
    [InlineData("h\r\nh\r\n 1 , 2\r\n3,4\r\n")]
    [InlineData("h\nh\n1,2\n\n3,4")]
    [InlineData("h\nh\n1,2\n3")]
    [InlineData("h\nh\n1,2\n3,\n5,6\n")]
    [InlineData("h\nh\n1,2\n# remark\n3,4\n\"5\",6\n7,8\n")]
    [InlineData("h\nh\n1e3,2\nNA,nan\n.5,5.\n")]
    [InlineData("\"h\nh\nstill\"\nh\n1,2\n")]
    [InlineData("\uFEFFh\nh\n1,2\n3,4\n")]
    [InlineData("h\nh\n1,2,9\n3,4,x\n")]
    [InlineData("h\nh\n123456789012345678901234567890,0.1234567890123456789\n9007199254740993,-1\n")]
    [InlineData("h\rh\r1,2\r3,4\r")]
    [InlineData("h\nh\n")]
    public void Plain_and_other_texts_are_read_alike(string text) => Assert.Equal(Slow(text), Fast(text));

    [Fact]
    public void Numbers_are_rounded_as_the_runtime_rounds_them()
    {
        Random random = new(1);
        string[] numbers = [.. Enumerable.Range(0, 20_000).Select(_ =>
            (random.NextInt64(1_000_000_000_000_000) * (random.Next(2) * 2 - 1)).ToString(CultureInfo.InvariantCulture).Insert(2, "."))];
        Assert.Equal(numbers.Select(n => double.Parse(n, CultureInfo.InvariantCulture)), Fast("h\nh\n" + string.Concat(numbers.Select(n => n + ",0\n"))).Select(r => r[0]));
    }

    [Theory]
    [InlineData("h\nh\n1,2\n3\n5,6\n", "line 4 has 1 fields instead of 2")]
    [InlineData("h\nh\n1,2\n3,x\n", "line 4, field 2: 'x' is no number")]
    public void Errors_name_the_line(string text, string expected) => Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Fast(text)).Message);

    [Fact]
    public void A_line_without_end_is_refused() =>
        Assert.Contains("line 4 cannot be split into fields", Assert.Throws<InvalidDataException>(() => Fast("h\nh\n1,2\n" + new string('1', 3 << 20))).Message);

    private static List<double[]> Fast(string text)
    {
        List<double[]> rows = [];
        NumberRows.Read(Source(text), skip: 2, width: 2, [0, 1], (row, values) =>
        {
            Assert.Equal(rows.Count, row);
            rows.Add(values.ToArray());
        });
        return rows;
    }

    private static double[][] Slow(string text) => [.. DelimitedText.Rows(Source(text), ',', skip: 2, width: 2).Select(r => new[] { r.Number(0), r.Number(1) })];

    private static TextSource Source(string text) => new("text.csv", () => new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
