using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>How rows that are not complete are marked.</summary>
internal static class RowLabel
{
    private const string Mark = "\u2020";

    /// <summary>The label, with a mark if the row lacks folds.</summary>
    public static ReportCell Of(ReportRow row) => row.Label + (row.IsComplete ? "" : " " + Mark);

    /// <summary>What the marks mean; empty where there are none.</summary>
    public static string Note(IEnumerable<ReportRow> rows)
    {
        string[] lacking = [.. rows.Where(row => !row.IsComplete).GroupBy(row => row.Incompleteness)
            .Select(group => $"{string.Join("; ", group.Select(row => row.Label))}: {group.Key}")];
        return lacking.Length == 0 ? "" : $" {Mark} Not complete: {string.Join(". ", lacking)}.";
    }
}
