using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Reports.Writing;

namespace AttX.Reports.Sections;

/// <summary>How good the test windows' signals are, and whether the errors sit in the bad ones.</summary>
internal static class QualitySection
{
    /// <summary>The section; null where no row has scores.</summary>
    public static ReportSection? Of(ReportData data) => data.Scored.Count == 0 ? null : new("quality", "Signal quality",
        QualityTables.Windows(data) is { } windows
            ?
            [
                Markup.Of($"<p>The verdict on each window, found on its samples before filtering. {Partial(data)}</p>"),
                SectionPart.Table(windows), SectionPart.Table(QualityTables.Accuracy(data)),
            ]
            : [Markup.Of($"<p>No fold holds verdicts on its windows: an earlier version wrote them.</p>")]);

    /// <summary>A row's accuracy on good and on flagged windows in a sentence; nothing where its folds hold no verdicts.</summary>
    public static Markup Sentence(ReportRow row)
    {
        string[] parts = [.. new[] { (Kind: "good", Flagged: false), (Kind: "flagged", Flagged: true) }
            .Select(part => (part.Kind, Score: QualityTables.Score(row, part.Flagged))).Where(part => part.Score.Count > 0)
            .Select(part => $"{ReportCell.Percent((double)part.Score.Right / part.Score.Count).Text} % on {part.Kind} windows (n = {part.Score.Count})")];
        return parts.Length == 0 ? Markup.Empty
            : Markup.Of($"<p>Accuracy by signal quality, all subjects and seeds pooled: {string.Join(", ", parts)}.</p>");
    }

    private static string Partial(ReportData data)
    {
        ReportFold[] folds = [.. data.Scored.SelectMany(row => row.Scored).SelectMany(run => run.Folds)];
        int without = folds.Count(fold => fold.Judged.Count == 0);
        return without == 0 ? "" : $"{without} of {folds.Length} folds hold none and are left out here: an earlier version wrote them.";
    }
}
