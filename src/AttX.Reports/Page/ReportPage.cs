using AttX.Reports.Audit;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Sections;
using AttX.Reports.Tables;
using AttX.Reports.Writing;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Reports.Page;

/// <summary>Writes the report as one HTML file, self-contained and well-formed as XML, or its tables alone.</summary>
public static class ReportPage
{
    /// <summary>Writes the page.</summary>
    /// <exception cref="InvalidDataException">A file of the run is damaged; the message names it.</exception>
    public static string Write(ReportData data, IReadOnlyList<AuditFinding> audit)
    {
        Markup lead = Markup.Of($"<p>{Lead(data)}</p>\n{Banners(data, audit)}");
        return PageShell.Of(Title(data), lead, Sections(data, () => audit), ChartStyle.Css, data.Environment.Version, "the files of the run");
    }

    /// <summary>Returns every table of the report, in the page's order; for a single run those that compare no rows.</summary>
    /// <exception cref="InvalidDataException">A file of the run is damaged; the message names it.</exception>
    public static IReadOnlyList<ReportTable> Tables(ReportData data) =>
        [.. Sections(data, () => LeakageAudit.Of(data)).SelectMany(section => section.Tables)];

    /// <summary>The list of sections. To add one, add its row: page, contents, anchors and tables follow from it.</summary>
    private static ReportSection[] Sections(ReportData data, Func<IReadOnlyList<AuditFinding>> audit) => [.. new[]
    {
        SummarySection.Of(data),
        UnfinishedSection.Of(data),
        PaperSection.Of(data),
        AcrossSection.Of(data),
        RowsSection.Of(data),
        ProtocolSection.Of(data),
        DetailsSection.Of(data),
        LeakSection.Of(data),
        OcclusionSection.Of(data),
        SensorSection.Of(data),
        SelectionSection.Of(data),
        ControlSection.Of(data),
        ActingSection.Of(data),
        QualitySection.Of(data),
        AuditSection.Of(data, audit),
        ProvenanceSection.Of(data),
    }.OfType<ReportSection>()];

    private static string Title(ReportData data) => data.IsSweep ? $"AttX sweep \u201c{data.Name}\u201d" : $"AttX run \u201c{data.Name}\u201d";

    private static string Lead(ReportData data)
    {
        string signals = string.Join(" or ", data.Rows.OrderByDescending(row => row.Options.Modalities.Count).Take(1)
            .Select(row => $"{ModalityNames.Of(row.Options.Modalities)} of the {row.Options.Device.Info().Name} device"));
        string classes = string.Join(" and ", data.Rows.Select(row => row.Options.Task).Distinct().OrderBy(task => task.Count)
            .Select(Told));
        int seeds = data.Rows.Max(row => row.Runs.Count);
        string[] splits = [.. data.Rows.Select(row => row.Options.Split.Title).Distinct()];
        string split = splits.Length == 1 ? $"{char.ToUpperInvariant(splits[0][0])}{splits[0][1..]}" : "Several splits";
        return $"{split} on {data.Subjects.Count} subjects: {classes}, from {signals}. "
            + (data.Rows.Count > 1 ? $"{data.Rows.Count} configurations, {(seeds == 1 ? "one seed" : $"{seeds} seeds")}." : "One configuration, one seed.");
    }

    private static string Told(ClassificationTask task) => task.Count == 2
        ? $"{task.Classes[task.Positive]} against {task.Classes[1 - task.Positive]}" : $"{string.Join(", ", task.Classes.SkipLast(1))} and {task.Classes[^1]}";

    private static Markup Banners(ReportData data, IReadOnlyList<AuditFinding> audit)
    {
        AuditFinding[] failed = [.. audit.Where(f => f.Outcome == AuditOutcome.Fails)];
        IReadOnlyList<string> differences = PaperSetting.Differences(data);
        return Markup.Join(
        [
            Banner("failure", failed.Length > 0, "Leakage audit failed.", string.Join(" ", failed.Select(f => $"{f.Claim}: {f.Detail}"))),
            Banner("warning", !data.IsComplete, "Not finished.", Missing(data)),
            Banner("warning", data.StoredRuns.Any(run => run.Options.PretrainedOnTested), "Pretrained on who is tested.",
                "The encoder may know unlabelled recordings of test subjects (--pretrained-on-tested): these are not scores of new people. The audit says whom."),
            Banner("warning", PaperSetting.Warning(data) != null, "Not the paper\u2019s data.", PaperSetting.Warning(data) ?? ""),
            Banner("aside", differences.Count > 0, "Not as in the paper:", string.Join("; ", differences) + "."),
        ]);
    }

    private static Markup Banner(string kind, bool shown, string title, string text) => shown
        ? Markup.Of($"<p class=\"banner {kind}\"><strong>{title}</strong> {text}</p>") : Markup.Empty;

    private static string Missing(ReportData data)
    {
        ReportRun[] runs = [.. data.Rows.SelectMany(row => row.Runs)];
        int unbegun = runs.Count(run => run.Stored == null), folds = runs.Sum(run => run.Missing.Count);
        string[] what =
        [
            .. unbegun > 0 ? new[] { $"{unbegun} of {runs.Length} runs not begun" } : [],
            .. folds > 0 ? new[] { $"{folds} {(folds == 1 ? "fold" : "folds")} of begun runs not done" } : [],
        ];
        return $"{string.Join(", ", what)}. Rows that lack folds are marked \u2020 and compared with nothing; "
            + "the command that began the run, with --resume, goes on.";
    }
}
