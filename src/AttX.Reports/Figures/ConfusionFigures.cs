using AttX.Evaluation;
using AttX.Reports.Charts;
using AttX.Reports.Html;
using AttX.Reports.Reading;
using AttX.Reports.Writing;

namespace AttX.Reports.Figures;

/// <summary>Confusion matrices of a row: all windows, and each subject's.</summary>
internal static class ConfusionFigures
{
    public static Markup Of(ReportRow row, string id)
    {
        IReadOnlyList<string> classes = row.Options.Task.Classes;
        (string Subject, ConfusionMatrix Matrix)[] subjects =
            [.. row.Scores!.Subjects.Select(s => (s, ConfusionMatrix.Pool([.. row.FoldsOf(s).Select(f => f.Scores.Confusion)])))];
        string seeds = row.Scored.Count > 1 ? $", the windows of {row.Scored.Count} seeds together" : "";
        return Markup.Of($"""
            <h4>Confusion</h4>
            {Figure.Of(Draw("All subjects", row.Pooled!, classes, 480), $"All subjects pooled{seeds}: share of each true class, and number of windows.")}
            {Figure.Multiples("wide", subjects.Select(s => (s.Subject, Draw(s.Subject, s.Matrix, classes, 400))),
                $"Each subject left out{seeds}.", Numbers(subjects, classes, id))}
            """);
    }

    private static Markup Draw(string name, ConfusionMatrix matrix, IReadOnlyList<string> classes, int width)
    {
        long[,] counts = new long[matrix.Classes, matrix.Classes];
        for (int t = 0; t < matrix.Classes; t++)
            for (int p = 0; p < matrix.Classes; p++)
                counts[t, p] = matrix[t, p];
        string description = string.Join("; ", Cells(matrix, classes).Select(c => $"{c.Name}: {c.Count}")) + ".";
        return new ConfusionChart($"Confusion matrix: {name}", description, classes, counts)
        {
            Width = width,
        }.ToMarkup();
    }

    private static ReportTable Numbers((string Subject, ConfusionMatrix Matrix)[] subjects, IReadOnlyList<string> classes, string id) => new(
        $"{id}-confusion", "Windows by true and predicted class",
        [new("", "Left out", IsText: true), .. Cells(subjects[0].Matrix, classes).Select(c => new ReportColumn("", c.Name))],
        [.. subjects.Select(s => (ReportCell[])[s.Subject, .. Cells(s.Matrix, classes).Select(c => ReportCell.Number(c.Count, "0"))])]);

    private static IEnumerable<(string Name, int Count)> Cells(ConfusionMatrix matrix, IReadOnlyList<string> classes) =>
        from t in Enumerable.Range(0, matrix.Classes)
        from p in Enumerable.Range(0, matrix.Classes)
        select ($"{classes[t]} as {classes[p]}", matrix[t, p]);
}
