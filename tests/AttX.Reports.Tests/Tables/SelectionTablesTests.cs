using AttX.Recipes;
using AttX.Reports.Audit;
using AttX.Reports.Tables;
using AttX.Reports.Writing;

namespace AttX.Reports.Tests.Tables;

public sealed class SelectionTablesTests : IDisposable
{
    private const string Row = "both-stages-1-2";
    private readonly ToySweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void What_each_fold_chose_is_shown_and_audited()
    {
        Assert.Empty(SelectionTables.Of(_sweep.Read()));
        Choose("S2", ["S3", "S4"], 0.5, 0.75);
        Choose("S3", ["S2", "S4"], 0.5, 0.25);
        IReadOnlyList<ReportTable> tables = SelectionTables.Of(_sweep.Read());
        Assert.Equal(["Both, stages 1,2: epochs=1, 1, 50.00", "Both, stages 1,2: epochs=2, 1, 50.00"], tables[0].Rows.Select(Text));
        Assert.Equal(["Both, stages 1,2: S2, 1, epochs=2, 75.00", "Both, stages 1,2: S3, 1, epochs=1, 50.00"], tables[1].Rows.Select(Text));
        Assert.Equal(AuditOutcome.Holds, Finding().Outcome);
        Choose("S4", ["S4", "S2"], 0.5, 0.25);
        Assert.Contains("seed-1/S4 scored its own test subject", Finding().Detail, StringComparison.Ordinal);
    }

    private AuditFinding Finding() => LeakageAudit.Of(_sweep.Read()).Single(f => f.Claim.StartsWith("No test subject took part", StringComparison.Ordinal));

    private static string Text(IReadOnlyList<ReportCell> cells) => string.Join(", ", cells.Select(c => c.Text));

    private void Choose(string fold, string[] inside, double first, double second)
    {
        using FileStream file = File.Create(_sweep.Path(Row, 1, "folds", fold, Selection.FileName));
        new Selection([.. inside.Select(s => new[] { s })], [new ScoredCandidate("epochs=1", first), new ScoredCandidate("epochs=2", second)]).Write(file);
    }
}
