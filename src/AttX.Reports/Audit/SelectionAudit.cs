using AttX.Recipes;
using AttX.Reports.Reading;

namespace AttX.Reports.Audit;

/// <summary>Checks who took part in the choices of <c>--select</c>.</summary>
internal static class SelectionAudit
{
    /// <summary>Returns the finding; none where nothing was chosen.</summary>
    public static IEnumerable<AuditFinding> Of(ReportData data)
    {
        (ReportRun Run, ReportFold Fold, Selection Selection)[] choices = [.. LeakageAudit.RunFolds(data)
            .Select(f => (f.Run, f.Fold, Selection: f.Fold.Files.ReadSelection()!)).Where(f => f.Selection != null)];
        return choices.Length == 0 ? [] : [LeakageAudit.Finding("No test subject took part in a choice among candidates",
            choices.Where(c => c.Selection.Groups.Any(group => group.Intersect(c.Run.Stored!.FoldOf(c.Fold.Subject).TestSubjects).Any()))
                .Select(c => $"the choice of {LeakageAudit.Name(c.Run, c.Fold)} scored its own test subject"),
            $"{choices.Length} folds, by the subjects named in selection.json.", choices.Length, LeakageAudit.NoFold)];
    }
}
