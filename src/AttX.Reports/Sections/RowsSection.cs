using AttX.Evaluation;
using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>Rows side by side: what each scored, how far it can be trusted, which differ.</summary>
internal static class RowsSection
{
    /// <summary>The section.</summary>
    public static ReportSection Of(ReportData data) => new("rows", data.Rows.Count > 1 ? "Rows compared" : "Scores", Markup.Of($"""
        <p>The unit is the subject: means, intervals and tests are over subjects, whose windows are not independent of each other.</p>
        {SubjectDots.Of(data, Metric.Accuracy)}
        {HtmlTable.Of(MetricTable.Of(data, Metric.Accuracy))}
        <details class="numbers"><summary>Macro F1, weighted F1 and balanced accuracy</summary>
        {SubjectDots.Of(data, Metric.MacroF1)}
        {Markup.Join(new[] { Metric.MacroF1, Metric.WeightedF1, Metric.BalancedAccuracy }.Select(m => HtmlTable.Of(MetricTable.Of(data, m))))}
        </details>
        {Comparison(data)}
        {(data.Rows.Count > 1 ? HtmlTable.Of(ProbabilityTable.Of(data)) : Markup.Empty)}
        """));

    private static Markup Comparison(ReportData data) => ComparisonTable.Of(data, Metric.Accuracy) is not { } accuracy ? Markup.Empty : Markup.Of($"""
        {HtmlTable.Of(accuracy)}
        <details class="numbers"><summary>The same on macro F1</summary>{HtmlTable.Of(ComparisonTable.Of(data, Metric.MacroF1)!)}</details>
        """);
}
