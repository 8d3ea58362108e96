using AttX.Evaluation;
using AttX.Reports.Page;
using AttX.Reports.Writing;

namespace AttX.Reports.Tests.Tables;

public class OcclusionTableTests
{
    [Fact]
    public void What_is_lost_without_a_modality_is_compared_by_subject()
    {
        using var sweep = new ToySweep();
        Assert.DoesNotContain(ReportPage.Tables(sweep.Read()), t => t.Id == "occlusion");
        foreach (int seed in new[] { 1, 2 })
            foreach (string subject in sweep.Subjects)
                File.WriteAllText(sweep.Path("both-stages-1-2", seed, "folds", subject, "occlusion.csv"),
                    new Occlusion([new("bvp", 8, 0.5), new("eda", 5, subject == "S4" ? null : 0.5)]).ToCsv(10));
        ReportTable table = Assert.Single(ReportPage.Tables(sweep.Read()), t => t.Id == "occlusion");
        string[] row = [.. Assert.Single(table.Rows).Select(cell => cell.Text)];
        // All: subjects 90, 80, 100; AUC S2 0.9, S3 0.7 and 0.9, S4 1. Without BVP: 80 each.
        Assert.Equal(["+10.00", "0.00", "+20.00", "+0.4000"], row[1..5]);
        Assert.Equal(["+40.00", "+30.00", "+50.00", "+0.3500"], row[5..]);
        Assert.Contains("without EDA: AUC", table.Columns.Select(c => c.FullHeader));
    }
}
