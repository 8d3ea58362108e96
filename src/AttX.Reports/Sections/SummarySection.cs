using AttX.Evaluation;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Reports.Writing;

namespace AttX.Reports.Sections;

/// <summary>The result in a few sentences.</summary>
internal static class SummarySection
{
    public static ReportSection Of(ReportData data) => new("summary", "In short", [data.Best is { } best
        ? Markup.Of($"""
            <dl class="key-figures">
            {Markup.Join(new[] { Metric.Accuracy, Metric.MacroF1, Metric.BalancedAccuracy }.Select(m => KeyFigure(MetricNames.NameOf(m), best.Scores![m])))}
            </dl>
            <p>{Sentence(data, best)} {Baseline(data)} {Reference(data, best)}</p>
            """)
        : Markup.Of($"<p>No fold is done yet: there is nothing to show but what is being run.</p>")]);

    private static Markup KeyFigure(string name, MetricSummary summary) => Markup.Of($"""
        <div><dt>{name}</dt><dd><b>{100 * summary.Mean:F2} %</b> ± {Spread(summary, summary.SubjectDeviation)}<br/>
        <span>95 % interval {Spread(summary, summary.Interval.Low)} to {Spread(summary, summary.Interval.High)}</span></dd></div>
        """);

    /// <summary>One subject alone does not spread.</summary>
    private static string Spread(MetricSummary summary, double value) => ReportCell.Percent(summary.PerSubject.Count > 1 ? value : null).Text;

    private static string Sentence(ReportData data, ReportRow best)
    {
        string seeds = best.Scored.Count > 1 ? $" and {best.Scored.Count} seeds" : "";
        string over = $"mean over {best.Scores!.Subjects.Count} subjects{seeds}, ± sample standard deviation over subjects";
        string rows = data.Comparable.Count < data.Rows.Count ? "complete rows of the same subjects" : "rows";
        return data.Rows.Count > 1 ? $"Best of {data.Ranked.Count} {rows} by accuracy: {best.Label} ({over})." : $"{best.Label}: {over}.";
    }

    private static string Baseline(ReportData data) => data.Baselines is [var majority, _]
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
}
