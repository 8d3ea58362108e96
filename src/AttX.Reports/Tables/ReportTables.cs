using AttX.Evaluation;
using AttX.Reports.Reading;

namespace AttX.Reports.Tables;

/// <summary>Every table of a report, in the order of the page.</summary>
public static class ReportTables
{
    /// <summary>The tables: of a single run those that have no rows to compare.</summary>
    public static IReadOnlyList<ReportTable> Of(ReportData data)
    {
        IEnumerable<ReportTable?> tables = data.Scored.Count == 0 ? [] :
        [
            PaperTable.One(data), PaperTable.Two(data), PaperTable.Three(data),
            .. Enum.GetValues<Metric>().Select(metric => MetricTable.Of(data, metric)),
            ComparisonTable.Of(data, Metric.Accuracy), ComparisonTable.Of(data, Metric.MacroF1),
            ProbabilityTable.Of(data), NormalisationTable.Of(data),
            SubjectTable.Of(data.Best!, "subjects"),
        ];
        return [.. tables.OfType<ReportTable>()];
    }
}
