using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Signals;

namespace AttX.Reports.Figures;

/// <summary>Theta window by window over a recording, with the true class beneath.</summary>
internal static class AttentionCourses
{
    /// <summary>A figure a subject, at most <paramref name="most"/>, all on one scale.</summary>
    public static Markup Of(ReportRow row, IReadOnlyList<(string Subject, AttentionCourse Course)> folds, int most)
    {
        IGrouping<string, (AttentionColumn Column, int Index)>[] branches =
            [.. folds[0].Course.Columns.Index().Select(c => (Column: c.Item, c.Index)).GroupBy(c => c.Column.Branch)];
        string[] names = [.. branches.Select(b => AttentionFigures.ModalityOf(row, b.Key))];
        // Of two, one says all.
        int shown = branches.Length == 2 ? 1 : branches.Length;
        double[] values = [.. folds.SelectMany(fold => fold.Course.Rows)
            .SelectMany(r => branches.Take(shown).SelectMany(b => b.Select(c => (double)r.Theta[c.Index])))];
        ThetaPanel[] panels = [.. names.Take(shown).Select((name, i) => new ThetaPanel(Axis.Over($"Theta of {name}", null, values), [.. branches[i]]))];
        string what = shown == 1 ? $"theta of {names[0]} (that of {names[1]} is 1 less it)" : "theta of each modality (they add up to 1)";
        return Markup.Join(folds.Take(most).Select(fold => Figure.Of(
            Chart(row, fold.Subject, fold.Course, panels),
            $"{fold.Subject} left out: {what} in each window, and the true class beneath.")));
    }

    private static SignalChart Chart(ReportRow row, string subject, AttentionCourse course, IReadOnlyList<ThetaPanel> panels)
    {
        double length = row.Options.WindowSeconds;
        return new SignalChart($"Course of theta, {subject}",
            $"{(panels is [var only] ? only.Axis.Label : "Theta of each modality")} in every window over the recording, with the true class beneath.",
            course.Rows[0].StartSeconds, course.Rows[^1].StartSeconds + length,
            [.. panels.Select(panel => new SignalPanel(panel.Axis,
                [.. panel.Columns.Select(c => new LineSeries($"after stage {c.Column.Stage}", [.. Points(course, c.Index, length)]))]))])
        {
            Labels = [.. Bands(course, length, ClassScheme.Of(row.Options.Classes).Names)],
            LabelTitle = "True class",
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

    /// <summary>A branch's theta after each stage.</summary>
    private sealed record ThetaPanel(Axis Axis, IReadOnlyList<(AttentionColumn Column, int Index)> Columns);
}
