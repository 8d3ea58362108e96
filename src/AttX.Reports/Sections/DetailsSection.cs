using AttX.Evaluation;
using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>Details of every row, collapsed except for the one of which the report says most.</summary>
internal static class DetailsSection
{
    /// <summary>The open row and the best one with attention have more figures than others, so that the page stays fast.</summary>
    private const int OpenExamples = 6, OtherExamples = 2, OtherCourses = 1;

    /// <summary>Builds the section; null where no row has scores.</summary>
    public static ReportSection? Of(ReportData data) => data.Lead is not { } lead ? null : new("details", data.Rows.Count > 1 ? "Row by row" : "In detail",
        [SectionPart.OnPage(() => Rows(data)), SectionPart.InFilesOnly(SubjectTable.Of(lead, "subjects"))]);

    private static Markup Rows(ReportData data)
    {
        ReportRow? attentive = data.Ranked.Where(row => row.Options.LearnsAttention)
            .MaxBy(row => row.Scores![SeededScores.Primary].Mean);
        return Markup.Of($"""
        {(data.Rows.Count > 1 ? Markup.Of($"<p>One row stands open ({data.Lead!.Label}); the others unfold.</p>") : Markup.Empty)}
        {Markup.Join(data.Scored.Select((row, i) => Row(row, $"row-{i + 1}", row == data.Lead, row == attentive)))}
        """);
    }

    private static Markup Row(ReportRow row, string id, bool isOpen, bool isAttentive) => Markup.Of($"""
        <details class="row" id="{id}"{(isOpen ? Markup.Of($" open=\"\"") : Markup.Empty)}><summary><h3>{RowLabel.Of(row).Text}</h3>
        <span>{row.Scores![Metric.Accuracy].Mean * 100:F2} % accuracy</span></summary>
        {HtmlTable.Of(SubjectTable.Of(row, $"{id}-subjects"))}
        {QualitySection.Sentence(row)}
        {ConfusionFigures.Of(row, id)}
        <h4>Probabilities</h4><div class="pair">
        {RocFigure.Of(row)}
        {ReliabilityFigure.Of(row, id)}
        </div>
        {(isOpen ? TimelineFigure.Of(row) : Markup.Empty)}
        {LearningCurves.Of(row, id)}
        {AttentionFigures.Of(row, id, isAttentive ? int.MaxValue : OtherCourses)}
        {ExampleFigures.Of(row, isOpen ? OpenExamples : OtherExamples)}
        </details>
        """);
}
