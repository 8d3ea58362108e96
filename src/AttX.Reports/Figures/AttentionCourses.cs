using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;

namespace AttX.Reports.Figures;

/// <summary>Theta window by window over a recording, with the true class beneath.</summary>
internal static class AttentionCourses
{
    /// <summary>A figure a subject, at most <paramref name="most"/>, all on one scale.</summary>
    public static Markup Of(ReportRow row, IReadOnlyList<(string Subject, AttentionCourse Course)> folds, int most)
    {
        string stream = folds[0].Course.Columns[0].Stream;
        (AttentionColumn Column, int Index)[] columns =
            [.. folds[0].Course.Columns.Index().Where(c => c.Item.Stream == stream).Select(c => (c.Item, c.Index))];
        Axis theta = Axis.Over($"Theta of {AttentionFigures.ModalityOf(row, stream)}", null,
            folds.SelectMany(fold => fold.Course.Rows).SelectMany(r => columns.Select(c => (double)r.Theta[c.Index])));
        return Markup.Join(folds.Take(most).Select(fold => Figure.Of(
            Chart(row, fold.Subject, fold.Course, theta, columns),
            $"{fold.Subject} left out: {theta.Label.ToLowerInvariant()[..1]}{theta.Label[1..]} (that of the other modality is 1 less it) in each window, "
                + "and the true class beneath.")));
    }

    private static SignalChart Chart(
        ReportRow row, string subject, AttentionCourse course, Axis theta, IReadOnlyList<(AttentionColumn Column, int Index)> columns)
    {
        double length = row.Options.WindowSeconds;
        return new SignalChart($"Course of theta, {subject}", $"{theta.Label} in every window over the recording, with the true class beneath.",
            course.Rows[0].StartSeconds, course.Rows[^1].StartSeconds + length,
            [new SignalPanel(theta, [.. columns.Select(c => new LineSeries($"after stage {c.Column.Stage}", [.. Points(course, c.Index, length)]))])])
        {
            Labels = [.. Bands(course, length, row.Options.Task.Classes)],
            LabelTitle = "True class",
            LabelOrder = row.Options.Task.Classes,
            PanelHeight = 110,
        };
    }

    /// <summary>A point at each window's middle; a gap where windows do not follow each other.</summary>
    private static IEnumerable<ChartPoint> Points(AttentionCourse course, int column, double length)
    {
        double last = double.NaN;
        foreach (AttentionPoint point in course.Rows)
        {
            if (point.StartSeconds - last > length)
                yield return new ChartPoint(point.StartSeconds, double.NaN);
            yield return new ChartPoint(point.StartSeconds + (length / 2), point.Theta[column]);
            last = point.StartSeconds;
        }
    }

    private static IEnumerable<LabelBand> Bands(AttentionCourse course, double length, IReadOnlyList<string> classes)
    {
        IReadOnlyList<AttentionPoint> rows = course.Rows;
        for (int start = 0, end = 1; start < rows.Count; start = end++)
        {
            while (end < rows.Count && rows[end].Label == rows[start].Label && rows[end].StartSeconds - rows[end - 1].StartSeconds <= length)
                end++;
            yield return new LabelBand(rows[start].StartSeconds, rows[end - 1].StartSeconds + length, classes[rows[start].Label]);
        }
    }
}
