using AttX.Reports.Page;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tests.Page;

/// <summary>What a report says of the clock and the linear baseline.</summary>
public sealed class BaselineTests : IDisposable
{
    private readonly ToySweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void They_stand_beside_the_scores_and_in_short()
    {
        _sweep.WriteBaselines();
        ReportData data = _sweep.Read();
        Assert.Equal(["Majority class", "Random guessing", "Clock alone", "Linear, ten features"], data.Baselines.Select(b => b.Label));
        ReportTable accuracy = ReportPage.Tables(data).First(t => t.Id == "rows-accuracy");
        Assert.Equal(4, accuracy.Apart);
        Assert.Equal(data.Baselines[2].Scores[Evaluation.Metric.Accuracy].Mean * 100, accuracy.Rows[4][1].Value);
        string page = ReportPage.Write(data, []);
        Assert.Contains("points of accuracy below the clock alone (95 % interval", page);
        Assert.Contains("the linear baseline of ten features (95 % interval", page);
        Assert.Contains("id=\"protocol\"", page);
        Assert.Contains("Holm-corrected for the two", page);
    }

    [Fact]
    public void Pairs_at_the_same_time_have_their_table_and_their_course()
    {
        _sweep.WriteBaselines();
        IReadOnlyList<ReportTable> tables = ReportPage.Tables(_sweep.Read());
        ReportTable matched = tables.First(t => t.Id == "clock-matched");
        Assert.Equal(["Feature fusion", "Both, stages 1,2", "Clock alone", "Linear, ten features"], matched.Rows.Select(r => r[0].Text));
        Assert.All(matched.Rows, row => Assert.Equal(row[0].Text == "Clock alone" ? null : 3, row[6].Value)); // the clock has no pairs of its own
        ReportTable course = tables.First(t => t.Id == "protocol");
        Assert.Equal("0 to 5", Assert.Single(course.Rows)[0].Text);
        Assert.Equal(matched.Rows[1][2].Value!.Value, course.Rows[0][1].Value!.Value, 1e-12);
    }

    [Fact]
    public void A_run_of_an_earlier_version_says_that_it_holds_none()
    {
        Assert.Contains("with --resume adds it", ReportPage.Write(_sweep.Read(), []));
        Assert.DoesNotContain(ReportPage.Tables(_sweep.Read()), t => t.Id == "protocol");
    }

    [Fact]
    public void Baselines_of_other_windows_are_refused()
    {
        _sweep.WriteBaselines();
        string path = _sweep.Path("both-stages-1-2", 1, "baselines.csv");
        File.WriteAllText(path, File.ReadAllText(path).Replace("S3,5,", "S3,6,"));
        Assert.StartsWith($"{path}: not of this run's windows.", Assert.Throws<InvalidDataException>(() => ReportPage.Tables(_sweep.Read())).Message, StringComparison.Ordinal);
        File.WriteAllText(path, "subject,start_s\n");
        Assert.StartsWith($"{path}: line 1", Assert.Throws<InvalidDataException>(() => ReportPage.Tables(_sweep.Read())).Message, StringComparison.Ordinal);
    }
}
