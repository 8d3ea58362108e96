using AttX.Reports.Page;
using AttX.Reports.Writing;

namespace AttX.Reports.Tests.Tables;

public class SensorTableTests
{
    [Fact]
    public void A_row_trained_with_sensor_dropout_has_scores_by_the_sensors_that_are_there()
    {
        using var sweep = new ToySweep(sensorDropout: 0.25);
        ReportTable table = Assert.Single(ReportPage.Tables(sweep.Read()), t => t.Id == "sensors");
        string[][] rows = [.. table.Rows.Select(row => row.Select(cell => cell.Text).ToArray())];
        Assert.Equal(["bvp+eda", "eda", "bvp"], rows.Select(row => row[0]));
        // All: subjects 90, 80, 100. EDA: 100, 50, 50. BVP: 100 throughout.
        Assert.Equal(["90.00", "10.00"], rows[0][1..3]);
        Assert.Equal(["66.67", "28.87", "7.35", "98.05", "\u221223.33"], rows[1][1..6]);
        Assert.Equal(["100.00", "0.00", "100.00", "100.00", "+10.00", "100.00", "100.00"], rows[2][1..]);
        Assert.Contains("Trained with sensor dropout 0.25:", ReportPage.Write(sweep.Read(), []), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_sensor_dropout_there_is_no_such_table()
    {
        using var sweep = new ToySweep();
        Assert.DoesNotContain(ReportPage.Tables(sweep.Read()), t => t.Id == "sensors");
    }
}
