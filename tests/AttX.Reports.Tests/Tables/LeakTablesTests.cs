using AttX.Reports.Page;
using AttX.Reports.Writing;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Tests.Tables;

public class LeakTablesTests
{
    [Fact]
    public void Rows_are_beside_each_other_by_what_they_have_seen_and_by_where_sessions_begin()
    {
        using var sweep = new ToySweep(normalisation: Normalisation.Running);
        ReportTable[] tables = [.. ReportPage.Tables(sweep.Read())];
        string[][] seen = Texts(Assert.Single(tables, t => t.Id == "seen"));
        // The scores of ToySweep. From the start of stress its five windows are left, and the starts' file calls them all stress.
        Assert.Equal(["session", "zero-phase", "80.00", "80.00"], seen[0][1..5]);
        Assert.All(seen[0][6..], cell => Assert.Equal("\u2013", cell));
        Assert.Equal(["running", "zero-phase", "90.00", "90.00"], seen[1][1..5]);
        Assert.Equal("10.00", seen[1][6]); // 100 against 90
        Assert.Equal("10.00", seen[1][9]); // 100 against 90 of the same windows: 4, 4, 5 and 4, 5, 5 of 5
        string[][] starts = Texts(Assert.Single(tables, t => t.Id == "starts"));
        Assert.Equal([("its true start", "3", "30"), ("stress", "3", "15")], starts.Select(row => (row[1], row[2], row[3])));
        Assert.Equal(["100.00", "100.00", "\u2013", "90.00", "90.00", "\u2013"], starts[1][4..]);
        Assert.Contains("Does the score leak?", ReportPage.Write(sweep.Read(), []), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_rows_saw_the_same_sessions_there_is_no_such_section()
    {
        using var sweep = new ToySweep();
        Assert.DoesNotContain(ReportPage.Tables(sweep.Read()), t => t.Id is "seen" or "starts");
    }

    private static string[][] Texts(ReportTable table) => [.. table.Rows.Select(row => row.Select(cell => cell.Text).ToArray())];
}
