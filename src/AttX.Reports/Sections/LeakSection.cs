using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Sections;

/// <summary>Whether a score could be had where people live: by what normalisation and filter have seen, and by where sessions begin.</summary>
internal static class LeakSection
{
    /// <summary>Builds the section; null where no row is normalised by the session's past and all saw the same.</summary>
    public static ReportSection? Of(ReportData data) =>
        data.Scored.All(row => !row.Options.Normalisation.IsRunning())
            && data.Scored.Select(row => (row.Options.Normalisation, row.Options.Filter)).Distinct().Count() < 2 ? null
        : new("leak", "Does the score leak?",
        [
            Markup.Of($"<p>Normalised by its session, each window has seen all of the test subject\u2019s session, every condition and what came later included; "
                + $"a zero-phase filter looks some seconds ahead. A device has neither. It has its own past (running), a calibration at rest (baseline) and "
                + $"the statistics of the people trained on (train). Where the past enters, the start of a session must not decide the score.</p>"),
            SectionPart.Table(LeakTables.Seen(data.Scored)),
            SectionPart.Table(LeakTables.Starts(data.Scored)),
        ]);
}
