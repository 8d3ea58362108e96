using AttX.Evaluation;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Reports.Writing;

namespace AttX.Reports.Sections;

/// <summary>The result in a few sentences.</summary>
internal static class SummarySection
{
    public static ReportSection Of(ReportData data) => new("summary", "In short", [data.Lead is { } lead
        ? Markup.Of($"""
            <dl class="key-figures">
            {Markup.Join(new[] { Metric.Accuracy, Metric.MacroF1, Metric.BalancedAccuracy }.Select(m => KeyFigure(MetricNames.NameOf(m), lead.Scores![m])))}
            </dl>
            <p>{Sentence(data, lead)} {Baseline(data)} {Reference(data, lead)} {Clock(lead)}</p>
            {Named(data)}
            """)
        : Markup.Of($"<p>No fold is done yet: there is nothing to show but what is being run.</p>")]);

    private static Markup KeyFigure(string name, MetricSummary summary) => Markup.Of($"""
        <div><dt>{name}</dt><dd><b>{100 * summary.Mean:F2} %</b> ± {Spread(summary, summary.SubjectDeviation)}<br/>
        <span>95 % interval {Spread(summary, summary.Interval.Low)} to {Spread(summary, summary.Interval.High)}</span></dd></div>
        """);

    /// <summary>A single subject has no spread.</summary>
    private static string Spread(MetricSummary summary, double value) => ReportCell.Percent(summary.PerSubject.Count > 1 ? value : null).Text;

    private static string Sentence(ReportData data, ReportRow lead)
    {
        string seeds = lead.Scored.Count > 1 ? $" and {lead.Scored.Count} seeds" : "";
        string over = $"mean over {lead.Scores!.Subjects.Count} subjects{seeds}, ± sample standard deviation over subjects";
        if (data.Rows.Count == 1)
            return $"{lead.Label}: {over}.";
        string rows = data.Comparable.Count < data.Rows.Count ? "complete rows of the same subjects" : "rows";
        return (data.Best != null ? $"Best of {data.Ranked.Count} {rows} by accuracy: {lead.Label} ({over})."
            : $"{lead.Label}, {Why(data, lead)} ({over}). No row is named best: that takes {SeededScores.SeedsForBest} seeds of each, for seeds of one row differ by as much as rows do.")
            + (data.Nested is { } nested ? " " + ComparisonText.Of(nested) : "");
    }

    /// <summary>Says why the report is about a row that is not named best.</summary>
    private static string Why(ReportData data, ReportRow lead) =>
        lead.Label == data.Named?.Row ? "the row named in advance" : lead == data.Reference ? "the reference" : "the first row";

    /// <summary>Gives the comparison named in advance, and what the data could have shown.</summary>
    private static Markup Named(ReportData data) => data.Named is not { } named ? Markup.Empty : Markup.Of($"""
        <p>Named in advance: {named.Row} is</p>
        <ul>
        {Markup.Join(named.Rivals.Select(c => Markup.Of($"<li>{ComparisonText.Of(c)}; {ComparisonText.Excluded(c)}</li>")))}
        </ul>
        <p>(Wilcoxon over subjects{Corrected(named.Rivals)}.) {ComparisonText.Detectable(named.Rivals)}</p>
        """);

    private static string Corrected(IReadOnlyList<PairedComparison> family) => family.Count == 1 ? "" : $", Holm-corrected for the {Number(family.Count)}";

    private static string Number(int count) => count switch { 2 => "two", 3 => "three", 4 => "four", _ => count.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static string Baseline(ReportData data) => data.Majority is { } majority
        ? $"Always naming the most frequent class gives {ReportCell.Percent(majority.Scores[Metric.Accuracy].Mean).Text} % accuracy "
            + $"and {ReportCell.Percent(majority.Scores[Metric.MacroF1].Mean).Text} % macro F1."
        : "";

    private static string Reference(ReportData data, ReportRow lead)
    {
        if (data.Reference is not { } reference || reference == lead || lead.Label == data.Named?.Row)
            return "";
        PairedComparison test = PairedComparison.WithReference(
            [.. data.Comparable.Select(row => new ScoreRow(row.Label, row.Scores!))], SeededScores.Primary, reference.Label).First(c => c.Row == lead.Label);
        return $"{lead.Label} is {ComparisonText.Of(test)} (Wilcoxon over subjects, Holm-corrected for the {data.Comparable.Count - 1} rows compared with it).";
    }

    /// <summary>Says what the row has above the clock and above the linear baseline, and what its ranking is worth without the clock.</summary>
    private static string Clock(ReportRow row)
    {
        if (!row.Scored[0].IsComplete)
            return "";
        if (row.Scored[0].Baselines is not { } baselines)
            return "What the clock alone and a linear baseline reach, the folder does not hold: the run\u2019s command with --resume adds it.";
        BaselineRow[] others =
        [
            BaselineRow.Of("the clock alone", baselines.Clock),
            .. baselines.Linear is { } linear ? [BaselineRow.Of("the linear baseline of ten features", linear)] : Array.Empty<BaselineRow>(),
        ];
        IReadOnlyList<PairedComparison> tests = PairedComparison.Against(
            new ScoreRow(row.Label, row.Scores!), [.. others.Select(o => new ScoreRow(o.Label, o.Scores))], SeededScores.Primary);
        return $"{row.Label} is {string.Join(" and ", tests.Select(ComparisonText.Of))} (Wilcoxon over subjects{Corrected(tests)})."
            + (baselines.Linear == null ? " There is no linear baseline: its features could not be had of everybody." : "")
            + (row.Discrimination?.Matched is { } matched ? FormattableString.Invariant($" Clock-matched AUC: {matched.Area:F3}")
                + (matched.Interval is { } i ? FormattableString.Invariant($" (95 % interval {i.Low:F3} to {i.High:F3})") : "")
                + FormattableString.Invariant($", over {matched.Pairs} pairs of windows of {matched.People} people; time alone is worth 0.5.") : "");
    }
}
