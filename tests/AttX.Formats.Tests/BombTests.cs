using System.IO.Compression;
using System.Text;
using AttX.Formats.Catalogue;
using AttX.Testing;

namespace AttX.Formats.Tests;

/// <summary>Small files that would take hours or gigabytes: refused before anything is converted.</summary>
public sealed class BombTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData('(', ' ')]
    [InlineData('[', ' ')]
    [InlineData('(', '(')]
    [InlineData('_', '_')]
    [InlineData('"', '"')]
    public void A_long_column_name_is_read_in_one_pass(char open, char filler)
    {
        string header = $"time_s,ecg {open}{new string(filler, 20_000)}x";
        RecordingFile file = RecordingFile.Open(Text("long.csv", header + "\n0,1\n0.5,1\n1,2\n1.5,1\n"));
        Assert.Single(file.Signals);
    }

    [Fact]
    public void A_row_of_endless_quoted_lines_is_refused() =>
        Refused("row of more than 2097152 characters", Text("quotes.csv", "time_s,ecg\n" + new StringBuilder().Insert(0, "\"a\n\",", 700_000)));

    [Fact]
    public void A_table_with_too_many_columns_is_refused() =>
        Refused("up to 4096 columns", Text("wide.csv", "time_s" + string.Concat(Enumerable.Range(0, 5000).Select(i => $",c{i}")) + "\n"));

    [Fact]
    public void A_gap_counts_for_every_column_that_has_it()
    {
        string Row(double time, int columns) => FormattableString.Invariant($"{time}") + string.Concat(Enumerable.Repeat(",1", columns)) + "\n";
        string Table(int columns) => "time_s" + string.Concat(Enumerable.Range(0, columns).Select(i => $",c{i}")) + "\n" +
            string.Concat(new[] { 0, 1, 2, 3, 4, 900_000 }.Select(t => Row(t, columns)));
        Assert.Equal(900_001, RecordingFile.Open(Text("one.csv", Table(1))).Signals[0].Samples);
        Refused("samples are missing", Text("many.csv", Table(1000)));
    }

    [Fact]
    public void An_archive_with_an_extreme_compression_ratio_is_refused()
    {
        string path = _folder["e4.zip"];
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var writer = new StreamWriter(zip.CreateEntry("BVP.csv").Open()))
        {
            writer.Write("1495437325\n64\n");
            for (int i = 0; i < 9 << 20; i++)
                writer.Write("1\n");
        }

        Assert.InRange(new FileInfo(path).Length, 1, 100_000);
        Refused("more than 100 times as much", path);
    }

    [Fact]
    public void An_OpenSignals_header_with_long_or_many_names_is_refused()
    {
        static string Header(string device, int columns)
        {
            string names = string.Join(',', Enumerable.Repeat("\"A\"", columns));
            return $$$"""
                # OpenSignals Text File Format
                # {"{{{device}}}": {"sensor": [{{{names}}}], "column": [{{{names}}}], "label": [], "sampling rate": 100}}
                # EndOfHeader

                """;
        }

        Refused("a device's name has 300 characters", Text("device.txt", Header(new string('d', 300), 1)));
        Refused("up to 1024 columns", Text("columns.txt", Header("d", 1025)));
    }

    private static void Refused(string message, string path) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => RecordingFile.Open(path)).Message);

    private string Text(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        return _folder[name];
    }
}
