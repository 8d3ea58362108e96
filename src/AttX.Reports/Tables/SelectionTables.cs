using AttX.Recipes;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>What <c>--select</c> chose.</summary>
internal static class SelectionTables
{
    /// <summary>Builds the table of candidates and that of folds; none where nothing was chosen.</summary>
    public static IReadOnlyList<ReportTable> Of(ReportData data)
    {
        ReportRow[] rows = [.. data.Scored];
        (ReportRow Row, ReportRun Run, string Fold, Selection Selection)[] all = [.. from row in rows
            from run in row.Scored
            from fold in run.Folds.DistinctBy(f => run.Stored!.FoldOf(f.Subject).Name)
            let selection = fold.Files.ReadSelection()
            where selection != null
            select (row, run, run.Stored!.FoldOf(fold.Subject).Name, selection)];
        string Prefix(ReportRow row) => rows.Length > 1 ? RowLabel.Of(row).Text + ": " : "";
        return all.Length == 0 ? [] :
        [
            new ReportTable("candidates", "Candidates of --select",
                [new("", "Candidate", IsText: true), new("", "Folds that chose it"), new("", "Balanced accuracy there, mean, %")],
                [.. all.SelectMany(f => f.Selection.Candidates.Select(c => (f.Row, c.Text, c.Score, IsChosen: c.Text == f.Selection.Chosen.Text)))
                    .GroupBy(c => (c.Row.Label, c.Text)).Select(g => (IReadOnlyList<ReportCell>)
                    [
                        Prefix(g.First().Row) + g.Key.Text, ReportCell.Number(g.Count(c => c.IsChosen), "F0"), ReportCell.Percent(g.Average(c => c.Score)),
                    ])],
                "Balanced accuracy of training subjects whose group was left out, mean over folds and seeds." + RowLabel.Note(rows)),
            new ReportTable("choices", "What each fold chose",
                [new("", "Fold", IsText: true), new("", "Seed"), new("", "Chosen", IsText: true), new("", "Balanced accuracy inside, %")],
                [.. all.Select(f => (IReadOnlyList<ReportCell>)
                    [Prefix(f.Row) + f.Fold, $"{f.Run.Seed}", f.Selection.Chosen.Text, ReportCell.Percent(f.Selection.Chosen.Score)])]),
        ];
    }
}
