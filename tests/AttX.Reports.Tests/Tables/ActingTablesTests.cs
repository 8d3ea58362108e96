using AttX.Reports.Page;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tests.Tables;

public class ActingTablesTests
{
    [Fact]
    public void The_best_rows_probabilities_stand_by_subject_by_share_kept_and_smoothed()
    {
        using var sweep = new ToySweep();
        ReportData data = sweep.Read();
        ReportTable[] tables = [.. new[] { "reliability-by-subject", "abstention", "smoothing" }.Select(id => ReportPage.Tables(data).Single(t => t.Id == id))];
        Assert.Equal([.. data.Best!.Scores!.Subjects, "Pooled"], tables[0].Rows.Select(row => row[0].Text));
        Assert.All(tables[0].Rows, row => Assert.Equal(row[2].Value!.Value - row[3].Value!.Value, row[4].Value!.Value, 1e-9));
        Assert.Equal(data.Best.Predictions.Average(p => p.Predicted == p.Label ? 100.0 : 0), tables[1].Rows[0][3].Value!.Value, 1e-9);
        Assert.Equal(("0", "0"), (tables[2].Rows[0][0].Text, tables[2].Rows[0][1].Text));
        Assert.Equal(("60", "27.5"), (tables[2].Rows[^2][0].Text, tables[2].Rows[^2][1].Text));
        Assert.Equal(100 * data.Best.Scores[Evaluation.Metric.Accuracy].Mean, tables[2].Rows[0][2].Value!.Value, 1e-9);
    }
}
