using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;
using AttX.Signals.Modalities;

namespace AttX.Reports.Tables;

/// <summary>Scores by the sensors that are there, for the rows trained with sensor dropout.</summary>
internal static class SensorTable
{
    /// <summary>Builds the table; null where no row has such scores.</summary>
    public static ReportTable? Of(ReportData data)
    {
        ReportRow[] rows = [.. data.Scored.Where(row => row.Options.SensorDropout > 0)];
        IReadOnlyList<ReportCell>[] lines = [.. rows.SelectMany(row => Lines(row, rows.Length > 1 ? RowLabel.Of(row).Text + ": " : ""))];
        return lines.Length == 0 ? null : new ReportTable("sensors", "Scores by the sensors that are there",
            [
                new("", "Sensors", IsText: true), new("Accuracy", "Mean"), new("Accuracy", "SD over subjects"), new("Accuracy", "from"), new("Accuracy", "to"),
                new("Accuracy", "Difference"), new("", "Macro F1"), new("", "Balanced accuracy"),
            ],
            lines,
            "Percent, means over subjects, with 95 % interval; difference in points to all sensors. The same windows and networks "
                + "throughout: the sensors not named are hidden from the network." + RowLabel.Note(rows));
    }

    private static IEnumerable<IReadOnlyList<ReportCell>> Lines(ReportRow row, string prefix)
    {
        var scores = row.Scored.Select(run => run.Folds.Select(fold => (Fold: fold, Sensors: fold.Files.ReadSensors(fold.Result.Predictions)?.Rows ?? [])).ToArray()).ToArray();
        string[] sets = [.. scores.SelectMany(run => run).Select(fold => fold.Sensors.Select(s => s.Sensors))
            .Aggregate((common, next) => common.Intersect(next)).OrderByDescending(s => s.Count(c => c == '+'))];
        if (sets.Length == 0)
            yield break;
        double all = row.Scores![Metric.Accuracy].Mean;
        yield return Line(prefix + SensorNames.Of(row.Options.Modalities), row.Scores, null);
        foreach (string set in sets)
        {
            var reduced = SeededScores.Of([.. scores.Select(run => run.Select(fold =>
                new FoldScores(fold.Fold.Subject, fold.Sensors.First(s => s.Sensors == set).Confusion)).ToArray())]);
            yield return Line(prefix + set, reduced, 100 * (reduced[Metric.Accuracy].Mean - all));
        }
    }

    private static ReportCell[] Line(string sensors, SeededScores scores, double? difference)
    {
        MetricSummary accuracy = scores[Metric.Accuracy];
        MetricSummary? spread = scores.Subjects.Count > 1 ? accuracy : null;
        return
        [
            sensors, ReportCell.Percent(accuracy.Mean), ReportCell.Percent(spread?.SubjectDeviation), ReportCell.Percent(spread?.Interval.Low),
            ReportCell.Percent(spread?.Interval.High), ReportCell.Difference(difference),
            ReportCell.Percent(scores[Metric.MacroF1].Mean), ReportCell.Percent(scores[Metric.BalancedAccuracy].Mean),
        ];
    }
}
