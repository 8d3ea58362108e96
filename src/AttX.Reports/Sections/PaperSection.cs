using AttX.Paper;
using AttX.Reports.Figures;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>The paper's tables next to ours.</summary>
internal static class PaperSection
{
    /// <summary>Builds the section; null where no row with scores is one of the paper's.</summary>
    public static ReportSection? Of(ReportData data) => !data.Scored.Any(row => row.Paper != null || PaperTables.Systems.Concat(PaperTables.Rivals).Any(other => other.Label == row.Label)) ? null : new("paper", "Beside the paper",
    [
        Markup.Of($"<p>The tables of Bhatti et al. 2021 with what was computed here.</p>"),
        SectionPart.Table(PaperTable.One(data)),
        SectionPart.OnPage(() => PaperHeatMap.Of(data)),
        SectionPart.Table(PaperTable.Two(data)),
        SectionPart.Table(PaperTable.Three(data)),
        SectionPart.Table(RivalTable.Of(data)),
    ]);
}
