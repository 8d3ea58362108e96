using AttX.Evaluation;
using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>The probabilities of the row that the summary names as somebody acts on them.</summary>
internal static class ActingSection
{
    /// <summary>Builds the section; null where no row has scores.</summary>
    public static ReportSection? Of(ReportData data)
    {
        if (data.Lead is not { } lead)
            return null;
        RiskCoverage curve = RiskCoverage.Of(lead.Predictions);
        return new("acting", "Probabilities to act on",
        [
            Markup.Of($"<p>Of {lead.Label}: whether the probability of {lead.Options.Task.Classes[lead.Options.Task.Positive]} can be believed for each person, what it is worth to say nothing "
                + $"where the model is unsure, and what is gained by waiting.</p>"),
            SectionPart.Table(ActingTables.Reliability(lead)),
            SectionPart.OnPage(() => CoverageFigure.Of(lead.Label, curve)),
            SectionPart.Table(ActingTables.Abstention(lead, curve)),
            SectionPart.Table(ActingTables.Smoothing(lead)),
        ]);
    }
}
