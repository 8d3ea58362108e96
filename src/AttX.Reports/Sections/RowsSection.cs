using AttX.Evaluation;
using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>Comparison of rows: scores, their uncertainty, and which differ.</summary>
internal static class RowsSection
{
    /// <summary>Builds the section; null where no row has scores.</summary>
    public static ReportSection? Of(ReportData data) => data.Scored.Count == 0 ? null : new("rows", data.Rows.Count > 1 ? "Rows compared" : "Scores",
    [
        Markup.Of($"<p>The unit is the subject: means, intervals and tests are over subjects, whose windows are not independent of each other.</p>"),
        SectionPart.OnPage(() => SubjectDots.Of(data, Metric.Accuracy)),
        SectionPart.Table(MetricTable.Of(data, Metric.Accuracy)),
        SectionPart.Folded("Macro F1, weighted F1 and balanced accuracy",
        [
            SectionPart.OnPage(() => SubjectDots.Of(data, Metric.MacroF1)),
            .. new[] { Metric.MacroF1, Metric.WeightedF1, Metric.BalancedAccuracy }.Select(m => SectionPart.Table(MetricTable.Of(data, m))),
        ]),
        SectionPart.Table(VarianceTable.Of(data, SeededScores.Primary)),
        .. ComparisonTable.Named(data).Select(SectionPart.Table),
        SectionPart.Table(ComparisonTable.WithReference(data, SeededScores.Primary)),
        SectionPart.Folded("What these comparisons exclude, and could have found", SectionPart.Table(ComparisonTable.WithReferenceLimits(data, SeededScores.Primary))),
        SectionPart.Table(ComparisonTable.WithBest(data, SeededScores.Primary)),
        SectionPart.Folded("The same on macro F1",
            SectionPart.Table(ComparisonTable.WithReference(data, Metric.MacroF1)), SectionPart.Table(ComparisonTable.WithBest(data, Metric.MacroF1))),
        SectionPart.Table(DiscriminationTable.Of(data)),
        // For a single row, the page shows these numbers next to their figures.
        data.Rows.Count > 1 ? SectionPart.Table(ProbabilityTable.Of(data)) : SectionPart.InFilesOnly(ProbabilityTable.Of(data)),
    ]);
}
