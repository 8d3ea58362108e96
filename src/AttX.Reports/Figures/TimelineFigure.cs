using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;

namespace AttX.Reports.Figures;

/// <summary>The probability of the class of interest over each subject's session, beside the truth.</summary>
internal static class TimelineFigure
{
    /// <summary>Draws a row for each test subject of a row's scored runs; of several seeds the mean.</summary>
    public static Markup Of(ReportRow row)
    {
        IReadOnlyList<string> classes = row.Options.Task.Classes;
        (string positive, double length) = (classes[row.Options.Task.Positive], row.Options.WindowSeconds);
        var chart = new CourseChart($"Probability of {positive} over time", $"A row for each subject: the probability of {positive} in each of its windows over time, and beneath it the true class.",
            "Time since the recording began", classes, row.Options.Task.Positive,
            [.. row.Scored[0].Folds.Select(fold => new CourseRow(fold.Subject, [.. Course(row, fold.Subject, length)], [.. ProtocolFigures.Bands(fold.Result.Predictions, classes, p => p.Label, length)]))])
        {
            Width = 860,
        };
        return Markup.Of($"""
            <h4>Over time</h4>
            {Figure.Of(chart.ToMarkup(), $"The probability of {positive} in every test window, from 0 at the lower line to 1 at the upper one, and one half dotted; the bands beneath are the true class."
                + (row.Scored.Count > 1 ? $" Mean over {row.Scored.Count} seeds." : ""))}
            """);
    }

    /// <summary>Returns the probability at each window's middle; a gap where windows neither overlap nor touch.</summary>
    private static IEnumerable<ChartPoint> Course(ReportRow row, string subject, double length)
    {
        double last = double.NegativeInfinity;
        foreach (IGrouping<double, Prediction> window in row.PredictionsOf(subject).GroupBy(p => p.StartSeconds).OrderBy(g => g.Key))
        {
            double middle = window.Key + (length / 2);
            if (window.Key > last + length && double.IsFinite(last))
                yield return new ChartPoint(middle, double.NaN);
            last = window.Key;
            yield return new ChartPoint(middle, window.Average(p => p.Probabilities[row.Options.Task.Positive]));
        }
    }
}
