using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>What <c>--select</c> chose in each fold.</summary>
internal static class SelectionSection
{
    /// <summary>Builds the section; null where nothing was chosen.</summary>
    public static ReportSection? Of(ReportData data) => SelectionTables.Of(data) is not { Count: > 0 } tables ? null : new("selection", "What was chosen",
    [
        Markup.Of($"<p>Each fold chose among the candidates by leaving out groups of its training subjects, and then trained on all of them. The test subject plays no "
            + $"part in the choice, so that the scores above are those of choosing, too.</p>"),
        .. tables.Select(SectionPart.Table),
    ]);
}
