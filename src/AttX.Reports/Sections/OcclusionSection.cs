using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>How much the scores depend on each modality.</summary>
internal static class OcclusionSection
{
    /// <summary>Builds the section; null where no run has scores without a modality.</summary>
    public static ReportSection? Of(ReportData data) => OcclusionTable.Of(data) is not { } table ? null : new("occlusion", "What each modality adds",
    [
        Markup.Of($"<p>Importance by occlusion: what the same networks lose on the same test windows once a modality is replaced by zeros, the mean of a standardised signal "
            + $"(in a decision fusion, once its network has no say; with sensor dropout, once it is missing). A share of theta does not tell this.</p>"),
        SectionPart.Table(table),
    ]);
}
