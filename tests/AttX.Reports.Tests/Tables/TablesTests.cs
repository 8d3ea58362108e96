using AttX.Options;
using AttX.Paper;
using AttX.Reports.Page;
using AttX.Reports.Writing;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Tests.Tables;

/// <summary>Compares tables with numbers computed by hand from <see cref="ToySweep"/>'s counts.</summary>
public sealed class TablesTests : IDisposable
{
    private readonly ToySweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void Table_one_has_means_deviations_and_the_paper_s_figures()
    {
        ReportTable table = Table("table-1");
        // Feature fusion: subjects 80, 60, 100. Both: 90, (70 + 90)/2 = 80, 100.
        Assert.Equal(["80.00", "20.00", "81.49"], Texts(table, ToySweep.Fusion)[1..4]);
        Assert.Equal(["90.00", "10.00", "92.08"], Texts(table, ToySweep.Both)[1..4]);
        // Training labels are balanced, so that the first class is taken: accuracy 1/2, macro F1 (2/3 + 0)/2.
        Assert.Equal(["50.00", "0.00", "–", "33.33"], Texts(table, "Majority class")[1..5]);
        Assert.Equal(2, table.Apart);
        Assert.Contains("of other people, or of another device", table.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_to_the_paper_are_given_for_its_people_and_device_alone()
    {
        using var chest = new ToySweep([.. PaperTables.Subjects], device: Device.Chest);
        ReportTable table = ReportPage.Tables(chest.Read()).Single(t => t.Id == "table-1");
        Assert.Equal(["81.49", "−1.49"], Texts(table, ToySweep.Fusion)[3..5]);
        using var wrist = new ToySweep([.. PaperTables.Subjects]);
        Assert.DoesNotContain(ReportPage.Tables(wrist.Read()).Single(t => t.Id == "table-1").Columns, c => c.Header == "Diff.");
    }

    [Fact]
    public void One_way_rows_have_the_paper_s_figures_by_arrow_and_by_text()
    {
        using var sweep = new ToySweep(both: "EDA→ECG, stages 1");
        ReportTable table = ReportPage.Tables(sweep.Read()).Single(t => t.Id == "table-1");
        Assert.Equal(["Ours", "SD", "Paper", "By text"], table.Columns.Skip(1).Take(4).Select(c => c.Header));
        Assert.Equal(["84.37", "87.85"], Texts(table, "EDA→ECG, stages 1")[3..5]);
        Assert.Equal(["81.49", "–"], Texts(table, ToySweep.Fusion)[3..5]);
    }

    [Fact]
    public void Rivals_stand_beside_the_paper_s_rows_in_a_table_of_their_own()
    {
        Assert.DoesNotContain(ReportPage.Tables(_sweep.Read()), table => table.Id == "rivals");
        using var sweep = new ToySweep(both: "X-CNN, both, stages 1,2");
        ReportTable table = ReportPage.Tables(sweep.Read()).Single(t => t.Id == "rivals");
        Assert.Equal([ToySweep.Fusion, "X-CNN, both, stages 1,2"], table.Rows.SkipLast(table.Apart).Select(row => row[0].Text));
        Assert.Equal(["90.00", "10.00", "90.00"], Texts(table, "X-CNN, both, stages 1,2")[1..4]);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(5, true)]
    public void The_best_row_is_bold_from_five_seeds_on(int seeds, bool isStrong)
    {
        using var sweep = new ToySweep(seeds: seeds);
        foreach (string id in new[] { "table-1", "rows-accuracy" })
        {
            ReportTable table = ReportPage.Tables(sweep.Read()).Single(t => t.Id == id);
            Assert.Equal((isStrong, false), (Cell(table, ToySweep.Both, 1).IsStrong, Cell(table, ToySweep.Fusion, 1).IsStrong));
        }

        string page = ReportPage.Write(sweep.Read(), []);
        Assert.Equal(!isStrong, page.Contains("No row is named best: that takes 5 seeds of each", StringComparison.Ordinal));
        Assert.Equal(isStrong, page.Contains("Best of 2 rows by accuracy: Both, stages 1,2", StringComparison.Ordinal));
        // Whoever is left out, the others find both better: nothing is lost by choosing.
        Assert.Contains("the best row scores 90.00 %: choosing on the same people flatters it by 0.00 points", ReportPage.Write(_sweep.Read(), []));
    }

    [Fact]
    public void Table_two_quotes_the_cited_systems_next_to_ours() => Assert.Equal(
        [["Schmidt et al.", "published", "93.12", "91.47"], [ToySweep.Both, "this report", "90.00", "89.90"]],
        new[] { "Schmidt et al.", ToySweep.Both }.Select(row => Texts(Table("table-2"), row)));

    [Fact]
    public void Spread_over_subjects_and_over_seeds_are_separate()
    {
        ReportTable table = Table("rows-accuracy");
        // Both: the seeds' means are 26/30 and 28/30, so that their deviation is (2/30)/√2.
        Assert.Equal("4.71", Texts(table, ToySweep.Both)[5]);
        Assert.Equal("0.00", Texts(table, ToySweep.Fusion)[5]);
        Assert.Equal(["90.00", "3", "2"], Texts(table, ToySweep.Both)[6..]);
        // logit(0.9) ± 4.303·0.1/√3/0.09, turned back.
        Assert.Equal(["36.29", "99.30"], Texts(table, ToySweep.Both)[3..5]);
        // Feature fusion does not depend on the seed: people alone differ.
        Assert.Equal(["20.00", "0.00", "0.00", "0.00"], Texts(Table("variance-components"), ToySweep.Fusion)[1..5]);
    }

    [Fact]
    public void Rows_are_compared_by_subject()
    {
        // Differences of 10, 20 and 0 points: two pairs, all positive, p = 2/2².
        ReportTable table = Table("comparison-accuracy");
        Assert.Equal(["+10.00", "0.00", "+20.00"], Texts(table, ToySweep.Both)[1..4]);
        Assert.Equal(["+1.00", "0.500", "0.500"], Texts(table, ToySweep.Both)[6..]);
        Assert.Single(table.Rows);
        Assert.DoesNotContain(ReportPage.Tables(_sweep.Read()), t => t.Id == "comparison-best-accuracy");
        using var seeded = new ToySweep(seeds: 5);
        Assert.Equal("−12.00", Texts(ReportPage.Tables(seeded.Read()).Single(t => t.Id == "comparison-best-accuracy"), ToySweep.Fusion)[1]);
    }

    [Fact]
    public void The_comparison_named_in_advance_has_its_rows_whatever_they_are_called()
    {
        _sweep.WriteBaselines();
        Assert.Equal([ToySweep.Fusion, "the linear baseline"], Table("named-in-advance").Rows.Select(row => row[0].Text));
        Assert.Equal("+10.00", Texts(Table("named-in-advance"), ToySweep.Fusion)[1]);
        // Three subjects can give no p below 0.25: nothing can be found.
        string[] limits = Texts(Table("named-in-advance-limits"), ToySweep.Fusion);
        Assert.Equal(("+10.00", "–"), (limits[1], limits[4]));
        Assert.InRange(double.Parse(limits[3], System.Globalization.CultureInfo.InvariantCulture), 26.86, 30); // |d| + 2.920·10/√3 points, and the seeds'
        string page = ReportPage.Write(_sweep.Read(), []);
        Assert.Contains($"Named in advance: {ToySweep.Both} is</p>", page);
        Assert.Contains($"<li>10.00 points of accuracy above {ToySweep.Fusion} (95 % interval", page);
        Assert.Contains("points or more are excluded</li>", page);
        using var other = new ToySweep(both: "quite another name", name: "other");
        Assert.Contains(ReportPage.Tables(other.Read()), table => table is { Id: "named-in-advance" } && table.Title.Contains("quite another name", StringComparison.Ordinal));
        using var dropped = new ToySweep(sensorDropout: 0.2);
        Assert.DoesNotContain(ReportPage.Tables(dropped.Read()), table => table.Id == "named-in-advance");
    }

    [Fact]
    public void The_Brier_score_of_the_base_rate_stands_beside()
    {
        ReportTable table = Table("probabilities");
        Assert.Equal(["0.2500", "0.2500"], table.Rows.Select(row => row[3].Text));
        // Of both, 27 of 30 windows are right, with a probability of 0.75.
        Assert.Equal("0.1125", Texts(table, ToySweep.Both)[2]);
    }

    [Fact]
    public void Each_subject_has_its_scores_and_the_windows_of_all_seeds_together()
    {
        ReportTable table = Table("subjects");
        // S3 of both: right are 3 + 4 of non-stress's 10 and 4 + 5 of stress's: probabilities 0.75 for what was predicted.
        // AUC = P(both right) + half of P(equal) = 0.7·0.9 + (0.7·0.1 + 0.3·0.9)/2 = 0.8; Brier = 0.8·0.0625 + 0.2·0.5625; ECE = |0.8 − 0.75|.
        Assert.Equal(["10", "80.00"], Texts(table, "S3")[1..3]);
        Assert.Equal(["0.8000", "0.1625", "0.0500"], Texts(table, "S3")[6..]);
        Assert.Equal("60", Texts(table, "Pooled")[1]);
    }

    [Fact]
    public void Rows_that_differ_in_normalisation_alone_stand_side_by_side()
    {
        Assert.DoesNotContain(ReportPage.Tables(_sweep.Read()), table => table.Id == "normalisation");
        string file = Path.Combine(_sweep.Folder, "sweep.json");
        string options = OptionsJson.Text(ToySweep.Options with { Normalisation = Normalisation.Train }).Replace(",\"seed\":1", "");
        File.WriteAllText(file, File.ReadAllText(file).Replace(OptionsJson.Text(_sweep.Rows[0].Options).Replace(",\"seed\":1", ""), options));
        Assert.Equal(["90.00", "–", "80.00"], Assert.Single(Table("normalisation").Rows).Skip(1).Select(c => c.Text));
    }

    [Fact]
    public void A_single_run_has_no_comparison()
    {
        IReadOnlyList<ReportTable> tables = ReportPage.Tables(AttX.Reports.Reading.ReportData.Read(_sweep.Path("both-stages-1-2", 1)));
        Assert.DoesNotContain(tables, table => table.Id.StartsWith("comparison", StringComparison.Ordinal));
        Assert.Equal(["table-1", "table-2"], tables.Select(table => table.Id).Where(id => id.StartsWith("table", StringComparison.Ordinal)));
        Assert.Contains(tables, table => table.Id == "subjects");
    }

    private ReportTable Table(string id) => ReportPage.Tables(_sweep.Read()).Single(table => table.Id == id);

    private static ReportCell Cell(ReportTable table, string row, int column) => table.Rows.Single(r => r[0].Text == row)[column];

    private static string[] Texts(ReportTable table, string row) => [.. table.Rows.Last(r => r[0].Text == row).Select(cell => cell.Text)];
}
