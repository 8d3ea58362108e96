using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>Every row's mean of one metric, and its uncertainty.</summary>
internal static class MetricTable
{
    public static ReportTable Of(ReportData data, Metric metric)
    {
        ReportRow? best = data.BestOf(data.Ranked, metric);
        return new ReportTable($"rows-{metric.ToString().ToLowerInvariant()}", $"{MetricNames.NameOf(metric)} of every row",
            [
                new("", "Row", IsText: true), new("", "Mean"), new("", "SD over subjects"), new("95 % interval", "from"), new("95 % interval", "to"),
                new("", "SD over seeds"), new("", "Pooled"), new("", "Subjects"), new("", "Seeds"),
            ],
            [
                .. data.Rows.Select(row => Row(RowLabel.Of(row), row.Scores, metric, row.Pooled, row == best)),
                .. data.Baselines.Select(row => Row(row.Label, row.Scores, metric, null, false)),
            ],
            "Percent. Mean over subjects (each the mean over its seeds); 95 % interval of the mean over subjects (Student\u2019s t on the logit scale), for these seeds; "
                + "SD over seeds: of each seed\u2019s mean (– with one seed), not to be compared with that over subjects (table of variance components); pooled: all windows of all subjects and seeds together." + RowLabel.Note(data.Rows), Apart: data.Baselines.Count);
    }

    private static ReportCell[] Row(ReportCell label, SeededScores? scores, Metric metric, ConfusionMatrix? pooled, bool isBest)
    {
        MetricSummary? summary = scores?[metric], spread = scores is { Subjects.Count: > 1 } ? summary : null;
        return
        [
            label,
            ReportCell.Percent(summary?.Mean) with { IsStrong = isBest },
            ReportCell.Percent(spread?.SubjectDeviation),
            ReportCell.Percent(spread?.Interval.Low),
            ReportCell.Percent(spread?.Interval.High),
            ReportCell.Percent(summary?.SeedDeviation),
            ReportCell.Percent(pooled == null ? null : ClassificationScores.Of(pooled)[metric]),
            ReportCell.Number(scores?.Subjects.Count, "0"),
            ReportCell.Number(scores?.Seeds, "0"),
        ];
    }
}
