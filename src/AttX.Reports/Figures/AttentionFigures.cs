using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Page;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Signals;

namespace AttX.Reports.Figures;

/// <summary>What a row's networks attended to: mean theta by stage, class and modality, and its course over a recording.</summary>
internal static class AttentionFigures
{
    /// <summary>The figures; nothing where the row has no attention or its folds recorded none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">Begins the anchors.</param>
    /// <param name="courses">Recordings whose course is drawn at most.</param>
    public static Markup Of(ReportRow row, string id, int courses)
    {
        (string Subject, AttentionCourse Course)[] all = [.. row.Scored.SelectMany(run => run.Folds).Select(fold => (fold.Subject, Course: fold.Files.ReadAttention()))
            .Where(fold => fold.Course is { Rows.Count: > 0 }).Select(fold => (fold.Subject, fold.Course!))];
        if (all.Length == 0)
            return Markup.Empty;
        string[] classes = [.. ClassScheme.Of(row.Options.Classes).Names];
        IReadOnlyList<AttentionColumn> columns = all[0].Course.Columns;
        // A subject counts once, however many windows it has: first its own mean, then the subjects'.
        double[][] means = [.. columns.Select((_, column) => classes.Select((_, label) => all.Select(fold => fold.Course.Rows.Where(r => r.Label == label)
            .Select(r => (double)r.Theta[column]).DefaultIfEmpty(double.NaN).Average()).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()).ToArray())];
        Axis theta = Axis.Over($"Theta of {ModalityOf(row, columns[0].Stream)}", null,
            all.SelectMany(fold => fold.Course.Rows.SelectMany(r => r.Theta.Where((_, c) => columns[c].Stream == columns[0].Stream))).Select(v => (double)v));
        return Markup.Of($"""
            <h4>Attention</h4>
            {Means(row, columns, classes, means, id)}
            {Markup.Join(all.DistinctBy(fold => fold.Subject).Take(courses).Select(fold => Course(row, fold.Subject, fold.Course, classes, theta)))}
            """);
    }

    private static Markup Means(ReportRow row, IReadOnlyList<AttentionColumn> columns, string[] classes, double[][] means, string id)
    {
        int[] stages = [.. columns.Select(c => c.Stage).Distinct()];
        string[] streams = [.. columns.Select(c => c.Stream).Distinct()];
        double Mean(int stage, string stream, int label) => means[columns.Index().First(c => c.Item.Stage == stage && c.Item.Stream == stream).Index][label];
        return Figure.Of(new BarChart("Mean theta by stage, class and modality", "Bars: how much of each modality\u2019s representation the attention lets pass, after each connected stage, for windows of each class.",
                "Class of the window", [.. stages.SelectMany(_ => classes)], Axis.Share("Mean theta") with { Percent = false },
                [.. streams.Select(stream => new BarSeries(ModalityOf(row, stream), [.. stages.SelectMany(stage => classes.Select((_, label) => Mean(stage, stream, label)))]))])
            {
                Sections = [.. stages.Select(stage => ($"after stage {stage}", classes.Length))],
                Width = Math.Clamp(140 * stages.Length * classes.Length, 420, 720),
            },
            "Mean theta over channels, time and windows, then over subjects. At 0.5 both modalities pass alike; the two add up to 1.",
            new ReportTable($"{id}-theta", "Mean theta",
                [new("", "Stage and modality", IsText: true), .. classes.Select(c => new ReportColumn("", c))],
                [.. columns.Select((c, i) => (ReportCell[])[$"stage {c.Stage}, {ModalityOf(row, c.Stream)}", .. means[i].Select(m => ReportCell.Number(m, "F4"))])]));
    }

    private static Markup Course(ReportRow row, string subject, AttentionCourse course, string[] classes, Axis theta)
    {
        double length = row.Options.WindowSeconds;
        string first = course.Columns[0].Stream;
        LineSeries[] lines = [.. course.Columns.Index().Where(c => c.Item.Stream == first).Select(c => new LineSeries($"after stage {c.Item.Stage}", [.. Points(course, c.Index, length)]))];
        return Figure.Of(new SignalChart($"Course of theta, {subject}", $"Mean theta of {ModalityOf(row, first)} in every window over the recording, with the true class beneath.",
                course.Rows[0].StartSeconds, course.Rows[^1].StartSeconds + length,
                [new SignalPanel(theta, lines)])
            {
                Labels = [.. Bands(course, length, classes)],
                LabelTitle = "True class",
                PanelHeight = 110,
            },
            $"{subject} left out: theta of {ModalityOf(row, first)} (that of the other modality is 1 less it) in each window, and the true class beneath.");
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

    private static IEnumerable<LabelBand> Bands(AttentionCourse course, double length, string[] classes)
    {
        for (int start = 0, end = 1; start < course.Rows.Count; start = end++)
        {
            while (end < course.Rows.Count && course.Rows[end].Label == course.Rows[start].Label && course.Rows[end].StartSeconds - course.Rows[end - 1].StartSeconds <= length)
                end++;
            yield return new LabelBand(course.Rows[start].StartSeconds, course.Rows[end - 1].StartSeconds + length, classes[course.Rows[start].Label]);
        }
    }

    /// <summary>The stream named ecg is the cardiac one, whichever signal runs through it.</summary>
    private static string ModalityOf(ReportRow row, string stream) => PaperSetting.NameOf(row.Options.Modalities.First(m => (m == Modality.Eda) == (stream == "eda")));
}
