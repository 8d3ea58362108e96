using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;

namespace AttX.Reports.Figures;

/// <summary>When classes fall in the sessions, and what a row tells beyond that.</summary>
internal static class ProtocolFigures
{
    /// <summary>Draws a strip for each subject: its classes, and beneath them what the clock predicts.</summary>
    public static Markup Strips(ReportRow row, RunBaselines baselines)
    {
        IReadOnlyList<string> classes = row.Options.Task.Classes;
        double length = row.Options.WindowSeconds;
        var chart = new StripChart("Protocol order", "A strip for each subject: the class of its windows over time, and beneath it, thinner, what the clock predicts.",
            "Time since the recording began", classes,
            [.. baselines.Clock.Select(p => new StripRow(p.Subject, [.. Bands(p, classes, w => w.Label, length)], [.. Bands(p, classes, w => w.Predicted, length)]))])
        {
            Width = 860,
        };
        return Figure.Of(chart.ToMarkup(), "Each subject\u2019s classes over its session; the thinner strip beneath is what the clock predicts for it, from the other people\u2019s times alone.");
    }

    /// <summary>Draws the clock-matched area over elapsed time.</summary>
    public static Markup Course(IReadOnlyList<(string Name, IReadOnlyList<(double FromSeconds, double Area, long Pairs)> Points)> rows, double intervalSeconds)
    {
        LineSeries[] lines = [.. rows.Select((row, i) => new LineSeries(row.Name,
            [.. row.Points.Select(p => new ChartPoint((p.FromSeconds + (intervalSeconds / 2)) / 60, p.Area))]) { Style = i, Markers = true })];
        double end = rows.SelectMany(r => r.Points).Max(p => p.FromSeconds + intervalSeconds) / 60;
        var chart = new LineChart("Clock-matched AUC over elapsed time", "The share of pairs in the right order, by the time at which they stand.",
            new Axis("Time since the recording began", "min", 0, end), new Axis("Clock-matched AUC", null, 0, 1), lines)
        {
            Width = 860,
            Level = new ReferenceLine(0.5, "time alone"),
        };
        return Figure.Of(chart.ToMarkup(), FormattableString.Invariant($"Pairs of windows at the same elapsed time, by intervals of {intervalSeconds / 60:0} minutes; none where all people are in the same class."));
    }

    /// <summary>Joins windows of one class that overlap or touch.</summary>
    public static IEnumerable<LabelBand> Bands(Predictions predictions, IReadOnlyList<string> classes, Func<Prediction, int> classOf, double length)
    {
        IReadOnlyList<Prediction> windows = predictions.Items;
        for (int start = 0, end; start < windows.Count; start = end)
        {
            end = start + 1;
            while (end < windows.Count && classOf(windows[end]) == classOf(windows[start]) && windows[end].StartSeconds <= windows[end - 1].StartSeconds + length) end++;
            yield return new LabelBand(windows[start].StartSeconds, windows[end - 1].StartSeconds + length, classes[classOf(windows[start])]);
        }
    }
}
