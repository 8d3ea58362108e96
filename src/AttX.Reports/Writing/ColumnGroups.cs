
namespace AttX.Reports.Writing;

/// <summary>Neighbouring columns under one heading.</summary>
internal static class ColumnGroups
{
    /// <summary>Every group's heading (empty: none), first column and number of columns.</summary>
    public static IEnumerable<(string Group, int Start, int Length)> Of(IReadOnlyList<ReportColumn> columns)
    {
        for (int start = 0, end = 1; start < columns.Count; start = end++)
        {
            while (end < columns.Count && columns[end].Group == columns[start].Group)
                end++;
            yield return (columns[start].Group, start, end - start);
        }
    }
}
