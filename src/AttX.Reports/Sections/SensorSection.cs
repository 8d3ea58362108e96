using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Sections;

/// <summary>Scores where sensors are missing.</summary>
internal static class SensorSection
{
    /// <summary>Builds the section; null where no model was trained to miss sensors.</summary>
    public static ReportSection? Of(ReportData data) => SensorTable.Of(data) is not { } table ? null : new("missing-sensors", "Missing sensors",
    [
        Markup.Of($"<p>Trained with sensor dropout {Probabilities(data)}: each modality of a training window was hidden with this probability, at least one staying. "
            + $"The table has the test subjects\u2019 scores with every sensor, with each left out, and with each alone.</p>"),
        SectionPart.Table(table),
    ]);

    private static string Probabilities(ReportData data) => string.Join(" or ", data.Rows.Select(row => row.Options.SensorDropout).Where(p => p > 0).Distinct()
        .Select(p => FormattableString.Invariant($"{p}")));
}
