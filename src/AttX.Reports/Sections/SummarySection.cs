using AttX.Evaluation;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Reports.Writing;
using AttX.Sweeps;

namespace AttX.Reports.Sections;

/// <summary>The result in a few sentences.</summary>
internal static class SummarySection
{
    public static ReportSection Of(ReportData data) => new("summary", "In short", [data.Best is { } best
        ? Markup.Of($"""
            <dl class="key-figures">
            {Markup.Join(new[] { Metric.Accuracy, Metric.MacroF1, Metric.BalancedAccuracy }.Select(m => KeyFigure(MetricNames.NameOf(m), best.Scores![m])))}
            </dl>
            <p>{Sentence(data, best)} {Baseline(data)} {Reference(data, best)} {Clock(best)}</p>
            """)
        : Markup.Of($"<p>No fold is done yet: there is nothing to show but what is being run.</p>")]);

    private static Markup KeyFigure(string name, MetricSummary summary) => Markup.Of($"""
        <div><dt>{name}</dt><dd><b>{100 * summary.Mean:F2} %</b> ± {Spread(summary, summary.SubjectDeviation)}<br/>
        <span>95 % interval {Spread(summary, summary.Interval.Low)} to {Spread(summary, summary.Interval.High)}</span></dd></div>
        """);

    /// <summary>A single subject has no spread.</summary>
    private static string Spread(MetricSummary summary, double value) => ReportCell.Percent(summary.PerSubject.Count > 1 ? value : null).Text;

    private static string Sentence(ReportData data, ReportRow best)
    {
        string seeds = best.Scored.Count > 1 ? $" and {best.Scored.Count} seeds" : "";
        string over = $"mean over {best.Scores!.Subjects.Count} subjects{seeds}, ± sample standard deviation over subjects";
        string rows = data.Comparable.Count < data.Rows.Count ? "complete rows of the same subjects" : "rows";
        return data.Rows.Count > 1 ? $"Best of {data.Ranked.Count} {rows} by accuracy: {best.Label} ({over})." : $"{best.Label}: {over}.";
    }

    private static string Baseline(ReportData data) => data.Majority is { } majority
        ? $"Always naming the most frequent class gives {ReportCell.Percent(majority.Scores[Metric.Accuracy].Mean).Text} % accuracy "
            + $"and {ReportCell.Percent(majority.Scores[Metric.MacroF1].Mean).Text} % macro F1."
        : "";

    private static string Reference(ReportData data, ReportRow best)
    {
        if (data.Reference is not { } reference || reference == best)
            return "";
        PairedComparison test = PairedComparison.WithReference(
            [.. data.Comparable.Select(row => new ScoreRow(row.Label, row.Scores!))], Metric.Accuracy, reference.Label).First(c => c.Row == best.Label);
        string p = ReportCell.Probability(test.AdjustedPValue).Text;
        return $"It is {ReportCell.Percent(test.Difference).Text} points above feature fusion "
            + $"(Wilcoxon over subjects, Holm-corrected: p {(p.StartsWith('<') ? "" : "= ")}{p}).";
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
            BaselineRow.Of("the clock alone", baselines.Clock, row.Options.Task),
            .. baselines.Linear is { } linear ? [BaselineRow.Of("the linear baseline of ten features", linear, row.Options.Task)] : Array.Empty<BaselineRow>(),
        ];
        IReadOnlyList<PairedComparison> tests = PairedComparison.WithReference(
            [new ScoreRow(row.Label, row.Scores!), .. others.Select(o => new ScoreRow(o.Label, o.Scores))], Metric.Accuracy, row.Label);
        string corrected = others.Length == 2 ? ", Holm-corrected for the two" : "";
        return $"It is {string.Join(" and ", others.Zip(tests, (other, test) => Above(row, other, test)))} (Wilcoxon over subjects{corrected})."
            + (baselines.Linear == null ? " There is no linear baseline: its features could not be had of everybody." : "")
            + (row.Discrimination?.Matched is { } matched ? FormattableString.Invariant($" Clock-matched AUC: {matched.Area:F3}")
                + (matched.Interval is { } i ? FormattableString.Invariant($" (95 % interval {i.Low:F3} to {i.High:F3})") : "")
                + FormattableString.Invariant($", over {matched.Pairs} pairs of windows of {matched.People} people; time alone is worth 0.5.") : "");
    }

    private static string Above(ReportRow row, BaselineRow other, PairedComparison test)
    {
        double[] differences = [.. row.Scores![Metric.Accuracy].PerSubject.Zip(other.Scores[Metric.Accuracy].PerSubject, (a, b) => a - b)];
        Interval interval = BootstrapInterval.Of(differences, SeededScores.Confidence, SeededScores.Resamples, SweepPlan.BootstrapSeed);
        string p = ReportCell.Probability(test.AdjustedPValue).Text;
        return $"{ReportCell.Percent(Math.Abs(test.Difference)).Text} points of accuracy {(test.Difference > 0 ? "below" : "above")} {other.Label} "
            + $"(95 % interval {ReportCell.Difference(100 * interval.Low).Text} to {ReportCell.Difference(100 * interval.High).Text}, p {(p.StartsWith('<') ? "" : "= ")}{p})";
    }
}
