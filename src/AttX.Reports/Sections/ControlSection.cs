using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>What models make of time that none was trained on.</summary>
internal static class ControlSection
{
    /// <summary>Builds the section; null where there is no such time.</summary>
    public static ReportSection? Of(ReportData data) => ControlTable.Of(data) is not { } table ? null : new("negative-control", "Negative control",
    [
        Markup.Of($"<p>Conditions and unlabelled time that no model was trained on, of people that the model was not trained on. Whether such time is free of the "
            + $"positive class is not known; a device worn all day meets it, and the scores above say nothing about it.</p>"),
        SectionPart.Table(table),
    ]);
}
