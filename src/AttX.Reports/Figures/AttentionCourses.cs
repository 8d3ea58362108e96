using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;

namespace AttX.Reports.Figures;

/// <summary>Theta window by window over a recording, with the true class beneath.</summary>
internal static class AttentionCourses
{
    /// <summary>A figure a subject, at most <paramref name="most"/>, all on one scale.</summary>
    public static Markup Of(ReportRow row, IReadOnlyList<(string Subject, AttentionCourse Course)> folds, int most)
    {
        IReadOnlyList<AttentionColumn> all = folds[0].Course.Columns;
        IReadOnlyList<string> branches = ThetaText.Drawn(all.Select(c => c.Branch));
        int[] drawn = [.. all.Index().Where(c => branches.Contains(c.Item.Branch)).Select(c => c.Index)];
        Axis scale = Axis.Over("", null, folds.SelectMany(fold => fold.Course.Rows).SelectMany(r => drawn.Select(c => (double)r.Theta[c])));
        ThetaPanel[] panels = [.. branches.Select(branch => new ThetaPanel(
            scale with { Label = $"Theta of {ModalityNames.OfBranch(branch, row.Options.Modalities)}" }, [.. drawn.Where(c => all[c].Branch == branch)]))];
        string what = panels is [var only] ? $"t{only.Theta.Label[1..]} (that of the other modality is 1 less it)" : "theta of every modality (together they are 1)";
        return Markup.Join(folds.Take(most).Select(fold => Figure.Of(
            Chart(row, fold.Subject, fold.Course, panels).ToMarkup(), $"{fold.Subject} left out: {what} in each window, and the true class beneath.")));
    }

    private static SignalChart Chart(ReportRow row, string subject, AttentionCourse course, IReadOnlyList<ThetaPanel> panels)
    {
        double length = row.Options.WindowSeconds;
        return new SignalChart($"Course of theta, {subject}", $"{string.Join(", ", panels.Select(p => p.Theta.Label))} in every window over the recording, with the true class beneath.",
            course.Rows[0].StartSeconds, course.Rows[^1].StartSeconds + length,
            [.. panels.Select(p => new SignalPanel(p.Theta,
                [.. p.Columns.Select(c => new LineSeries($"after stage {course.Columns[c].Stage}", [.. Points(course, c, length)]))]))])
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

    /// <summary>One branch's axis and the columns that it shows.</summary>
    private sealed record ThetaPanel(Axis Theta, IReadOnlyList<int> Columns);
}
