using AttX.Evaluation;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Tables;

/// <summary>The matrix trained on × tested on, of one metric.</summary>
internal static class AcrossTable
{
    public static ReportTable Of(IReadOnlyList<AcrossCell> cells, Metric metric)
    {
        string[] tested = [.. cells.Select(c => c.TestedOn).Distinct()];
        return new ReportTable($"across-{metric.ToString().ToLowerInvariant()}", $"{MetricNames.NameOf(metric)}: trained on × tested on",
            [new("", "Trained on", IsText: true), .. tested.SelectMany(t => Columns(t, cells))],
            [.. cells.GroupBy(c => (c.Configuration, c.TrainedOn)).Select(row => (ReportCell[])
                [Label(row.Key.Configuration, row.Key.TrainedOn), .. tested.SelectMany(t => Cells(row.FirstOrDefault(c => c.TestedOn == t), cells, metric))])],
            "Percent. Mean over the tested subjects, and its 95 % interval over them; majority and chance: what naming the training "
                + "windows\u2019 most frequent class, and guessing in their proportions, give on the same test windows." + RowLabel.Note(cells.Select(c => c.Row).Distinct()));
    }

    private static ReportCell Label(string configuration, string trainedOn) => configuration.Length == 0 ? trainedOn : $"{configuration}: {trainedOn}";

    private static ReportColumn[] Columns(string tested, IReadOnlyList<AcrossCell> cells)
    {
        string group = $"Tested on {tested} ({cells.Where(c => c.TestedOn == tested).Max(c => c.Scores.Subjects.Count)} subjects)";
        return [new(group, "Mean"), new(group, "95 % from"), new(group, "to"), new(group, "Majority"), new(group, "Chance")];
    }

    private static ReportCell[] Cells(AcrossCell? cell, IReadOnlyList<AcrossCell> all, Metric metric)
    {
        MetricSummary? scores = cell?.Scores[metric], spread = scores is { PerSubject.Count: > 1 } ? scores : null;
        bool isBest = cell is { Scores.Seeds: >= SeededScores.SeedsForBest } && cell == all.Where(c => c.TestedOn == cell.TestedOn).MaxBy(c => c.Scores[metric].Mean);
        return
        [
            ReportCell.Percent(scores?.Mean) with { IsStrong = isBest },
            ReportCell.Percent(spread?.Interval.Low), ReportCell.Percent(spread?.Interval.High),
            ReportCell.Percent(cell?.Majority?[metric].Mean), ReportCell.Percent(cell?.Chance?[metric].Mean),
        ];
    }
}
