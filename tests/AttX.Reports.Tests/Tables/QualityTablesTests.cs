using AttX.Options;
using AttX.Reports.Page;
using AttX.Reports.Writing;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tests.Tables;

/// <summary>Of the ten windows of S2 and of S3 the last two of non-stress are flagged, which a model gets wrong first; of S4 none.</summary>
public sealed class QualityTablesTests : IDisposable
{
    private readonly ToySweep _sweep = new(quality: Verdict);

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void Each_subject_has_its_share_of_flagged_windows_and_of_each_reason()
    {
        ReportTable table = Table("quality-windows");
        Assert.Equal(["Left out", "Windows", "Flagged", "flat line", "gap"], table.Columns.Select(c => c.Header));
        Assert.Equal(
            [
                ["S2", "10", "20.00", "20.00", "10.00"], ["S3", "10", "20.00", "20.00", "10.00"], ["S4", "10", "0.00", "0.00", "0.00"],
                ["All", "30", "13.33", "13.33", "6.67"], // 4 and 2 of 30: one seed, for the others test the same windows
            ],
            table.Rows.Select(Texts));
        Assert.Equal(1, table.Apart);
    }

    [Fact]
    public void Each_row_has_its_accuracy_on_good_and_on_flagged_windows() => Assert.Equal(
        [
            // Of 5 windows of non-stress the first are right. Fusion: 4 of S2 and 3 of S3 a seed, so 1 of 4 flagged; in all 24 of 30.
            [ToySweep.Fusion, "52", "88.46", "8", "25.00"],
            // Both: S2 5 and 5, S3 3 and 4: of the flagged 2 + 0 and 2 + 1 of 4; in all 26 and 28 of 30.
            [ToySweep.Both, "52", "94.23", "8", "62.50"],
        ],
        Table("quality-accuracy").Rows.Select(Texts));

    [Fact]
    public void Rows_of_other_signals_have_a_line_of_their_own()
    {
        string file = Path.Combine(_sweep.Folder, "sweep.json");
        string options = OptionsJson.Text(_sweep.Rows[0].Options with { Modalities = [Modality.Bvp] }).Replace(",\"seed\":1", "");
        File.WriteAllText(file, File.ReadAllText(file).Replace(OptionsJson.Text(_sweep.Rows[0].Options).Replace(",\"seed\":1", ""), options));
        ReportTable table = Table("quality-windows");
        Assert.Equal(["S2", "S3", "S4", $"All (windows of {ToySweep.Fusion})", $"All (windows of {ToySweep.Both})"], table.Rows.Select(row => row[0].Text));
        Assert.Equal(2, table.Apart);
    }

    [Fact]
    public void Folds_without_verdicts_are_left_out()
    {
        foreach ((string _, string key, ExperimentOptions _) in _sweep.Rows)
            foreach (int seed in new[] { 1, 2 })
            {
                File.Delete(_sweep.Path(key, seed, "folds", "S4", "quality.csv"));
                _sweep.WriteFold(key, seed, "S4", ToySweep.Windows((5, 5)));
            }

        Assert.Equal(["S2", "S3", "All"], Table("quality-windows").Rows.Select(row => row[0].Text));
        Assert.Equal(["32", "8"], Texts(Table("quality-accuracy").Rows[0]).Where((_, c) => c is 1 or 3));
    }

    [Fact]
    public void Without_verdicts_there_is_no_table()
    {
        using var older = new ToySweep();
        Assert.DoesNotContain(ReportPage.Tables(older.Read()), table => table.Id.StartsWith("quality", StringComparison.Ordinal));
    }

    private ReportTable Table(string id) => ReportPage.Tables(_sweep.Read()).Single(table => table.Id == id);

    private static string[] Texts(IReadOnlyList<ReportCell> row) => [.. row.Select(cell => cell.Text)];

    private static QualityFlags Verdict(string subject, int window) => (subject, window) switch
    {
        ("S4", _) => QualityFlags.None,
        (_, 3) => QualityFlags.FlatLine,
        (_, 4) => QualityFlags.FlatLine | QualityFlags.Gap,
        _ => QualityFlags.None,
    };
}
