using AttX.Evaluation;
using AttX.Ground;
using AttX.Reports.Page;
using AttX.Reports.Reading;

namespace AttX.Reports.Tests.Reading;

public sealed class ReportDataTests : IDisposable
{
    private readonly ToySweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void A_sweep_is_read_with_the_paper_s_rows()
    {
        ReportData data = _sweep.Read();
        Assert.True(data.IsSweep && data.IsComplete);
        Assert.Equal([81.49, 92.08], data.Rows.Select(row => row.Paper!.Accuracy));
        Assert.Equal((null, ToySweep.Both, ToySweep.Fusion), (data.Best, data.Lead!.Label, data.Reference!.Label));
        Assert.Equal(40 + 20, data.Rows[0].Predictions.Count);
    }

    [Fact]
    public void A_single_run_is_one_row_and_its_options_identify_its_paper_row()
    {
        ReportData data = ReportData.Read(_sweep.Path("both-stages-1-2", 2));
        Assert.False(data.IsSweep);
        Assert.Equal(ToySweep.Both, Assert.Single(data.Rows).Label);
        Assert.Equal(92.08, data.Rows[0].Paper!.Accuracy);
        Assert.Equal([2ul], data.Rows[0].Runs.Select(run => run.Seed));
    }

    [Fact]
    public void A_row_with_an_unfinished_seed_is_scored_on_the_others_and_compared_with_none()
    {
        File.Delete(_sweep.Path("both-stages-1-2", 2, "folds", "S3", "predictions.csv"));
        ReportData data = _sweep.Read();
        Assert.Equal("1 of 2 seeds", data.Rows[1].Incompleteness);
        Assert.Equal(26.0 / 30, data.Rows[1].Scores![Metric.Accuracy].Mean, 1e-15);
        Assert.Equal([ToySweep.Fusion], data.Comparable.Select(row => row.Label));
    }

    [Fact]
    public void A_row_without_a_complete_seed_is_scored_on_the_existing_folds()
    {
        File.Delete(_sweep.Path("both-stages-1-2", 1, "run.json"));
        File.Delete(_sweep.Path("both-stages-1-2", 2, "folds", "S3", "predictions.csv"));
        ReportRow row = _sweep.Read().Rows[1];
        Assert.Equal("2 of 3 folds of seed 2 alone", row.Incompleteness);
        Assert.Equal(["S2", "S4"], row.Scores!.Subjects);
    }

    [Fact]
    public void Missing_results_are_stated_in_the_page_and_in_the_tables()
    {
        File.Delete(_sweep.Path("both-stages-1-2", 1, "run.json"));
        File.Delete(_sweep.Path("both-stages-1-2", 2, "folds", "S3", "predictions.csv"));
        ReportData data = _sweep.Read();
        string html = ReportPage.Write(data, []);
        Assert.Contains("Not finished.</strong> 1 of 4 runs not begun, 1 fold of begun runs not done.", html);
        Assert.Contains($"{ToySweep.Both} †", html);
        Assert.Contains("2 of 3 folds of seed 2 alone", ReportPage.Tables(data)[0].Note);
    }

    [Fact]
    public void A_run_without_any_fold_has_a_page_and_no_tables()
    {
        foreach (string file in Directory.GetFiles(_sweep.Folder, "predictions.csv", SearchOption.AllDirectories))
            File.Delete(file);
        ReportData data = _sweep.Read();
        Assert.Empty(ReportPage.Tables(data));
        Assert.Contains("No fold is done yet", ReportPage.Write(data, []));
    }

    [Theory]
    [InlineData("predictions.csv")]
    [InlineData("model.safetensors")]
    [InlineData("history.json")]
    public void A_damaged_fold_is_named(string file)
    {
        string path = _sweep.Path("both-stages-1-2", 2, "folds", "S3", file);
        File.WriteAllText(path, "damaged");
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => _sweep.Read()).Message);
    }

    [Fact]
    public void A_folder_without_a_run_is_refused_with_advice()
    {
        Assert.Contains("holds no run. Give the folder", Refusal(_sweep.Path("both-stages-1-2", 2, "folds")));
        Assert.Contains("no such folder", Refusal(_sweep.Path("none", 1)));
    }

    private static string Refusal(string folder) => Assert.Single(Assert.Throws<OptionsException>(() => ReportData.Read(folder)).Problems);
}
