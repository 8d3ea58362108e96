using AttX.Evaluation;
using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>The best row's probabilities as somebody acts on them.</summary>
internal static class ActingSection
{
    /// <summary>Builds the section; null where no row has scores.</summary>
    public static ReportSection? Of(ReportData data)
    {
        if (data.Best is not { } best)
            return null;
        RiskCoverage curve = RiskCoverage.Of(best.Predictions);
        return new("acting", "Probabilities to act on",
        [
            Markup.Of($"<p>Of {best.Label}: whether the probability of {best.Options.Task.Classes[best.Options.Task.Positive]} can be believed for each person, what it is worth to say nothing "
                + $"where the model is unsure, and what is gained by waiting.</p>"),
            SectionPart.Table(ActingTables.Reliability(best)),
            SectionPart.OnPage(() => CoverageFigure.Of(best.Label, curve)),
            SectionPart.Table(ActingTables.Abstention(best, curve)),
            SectionPart.Table(ActingTables.Smoothing(best)),
        ]);
    }
}
