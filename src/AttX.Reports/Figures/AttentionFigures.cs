using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Tables;
using AttX.Reports.Writing;

namespace AttX.Reports.Figures;

/// <summary>Figures of a row's attention: mean theta by stage, class and modality, and its course over a recording.</summary>
internal static class AttentionFigures
{
    /// <summary>Draws the figures; none where the row has no attention or its folds recorded none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">Prefix of the anchors.</param>
    /// <param name="courses">Maximum number of recordings whose course is drawn.</param>
    public static Markup Of(ReportRow row, string id, int courses)
    {
        (string Subject, AttentionCourse Course)[] all =
        [
            .. from run in row.Scored
               from fold in run.Folds
               let course = fold.Files.ReadAttention(fold.Result.Predictions)
               where course is { Rows.Count: > 0 }
               select (fold.Subject, course),
        ];
        return all.Length == 0 ? Markup.Empty : Markup.Of($"""
            <h4>Attention</h4>
            {Means(row, [.. all.Select(fold => fold.Course)], id)}
            {AttentionCourses.Of(row, [.. all.DistinctBy(fold => fold.Subject)], courses)}
            """);
    }

    private static Markup Means(ReportRow row, IReadOnlyList<AttentionCourse> folds, string id)
    {
        string[] classes = [.. row.Options.Task.Classes];
        AttentionColumn[] columns = [.. folds[0].Columns];
        int[] stages = [.. columns.Select(c => c.Stage).Distinct()];
        int branches = columns.Select(c => c.Branch).Distinct().Count();
        double[][] means = [.. columns.Select((_, column) => classes.Select((_, label) => Mean(folds, column, label)).ToArray())];
        IEnumerable<BarSeries> series = columns.Index().GroupBy(c => c.Item.Branch, c => means[c.Index])
            .Select(branch => new BarSeries(ModalityNames.OfBranch(branch.Key, row.Options.Modalities), [.. branch.SelectMany(byClass => byClass)]));
        var chart = new BarChart("Mean theta by stage, class and modality",
            "Bars: each modality\u2019s share of theta, by which its representation is scaled, after each connected stage, for windows of each class.",
            "Class of the window", [.. stages.SelectMany(_ => classes)], new Axis("Mean theta", null, 0, 1), [.. series])
        {
            Sections = [.. stages.Select(stage => ($"after stage {stage}", classes.Length))],
            Width = Math.Clamp(140 * stages.Length * classes.Length, 420, 720),
        };
        return Figure.Of(chart.ToMarkup(),
            "Mean theta over channels, time and windows, then over subjects. "
                + $"{ThetaText.Even(branches)}; {(branches == 2 ? "the two" : "they")} add up to 1. {ThetaText.NotImportance}",
            new ReportTable($"{id}-theta", "Mean theta",
                [new("", "Stage and modality", IsText: true), .. classes.Select(c => new ReportColumn("", c))],
                [.. columns.Select((c, i) => (ReportCell[])
                    [$"stage {c.Stage}, {ModalityNames.OfBranch(c.Branch, row.Options.Modalities)}", .. means[i].Select(m => ReportCell.Number(m, "F4"))])]));
    }

    /// <summary>Weights folds equally, however many windows they have: averages within each fold, then over folds.</summary>
    private static double Mean(IReadOnlyList<AttentionCourse> folds, int column, int label) => folds
        .Select(fold => fold.Rows.Where(r => r.Label == label).Select(r => (double)r.Theta[column]).DefaultIfEmpty(double.NaN).Average())
        .Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
