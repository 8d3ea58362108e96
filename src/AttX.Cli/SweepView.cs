using System.Globalization;
using AttX.Evaluation;
using AttX.Experiments;
using Spectre.Console;

namespace AttX.Cli;

/// <summary>Prints a sweep's scores, a line a row.</summary>
internal static class SweepView
{
    /// <summary>A table and where the sweep is; or, as JSON, result.json alone on the output and the rest on the error stream.</summary>
    public static void Print(App app, StoredSweep sweep, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Write(Table(sweep));
        writer.WriteLine($"Percent, mean over subjects{(sweep.Plan.Seeds.Count > 1 ? $" and {sweep.Plan.Seeds.Count} seeds" : "")}.");
        writer.WriteLine($"The sweep is in {sweep.Folder} (scores: {sweep.ResultPath}).");
        if (json)
            app.Output.Write(File.ReadAllText(sweep.ResultPath));
    }

    private static Table Table(StoredSweep sweep)
    {
        IReadOnlyDictionary<SweepRun, IReadOnlyList<FoldScores>> scores = sweep.Scores();
        var table = new Table().Border(TableBorder.Ascii2).AddColumn("Row");
        foreach (string column in new[] { "Accuracy", "Macro F1", "Weighted F1" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (SweepRow row in sweep.Plan.Rows)
        {
            ClassificationScores[] means = [.. sweep.Plan.Seeds.Select(seed => ScoreSummary.Of(scores[new SweepRun(row, seed)]).Mean)];
            table.AddRow(Markup.Escape(row.Label), Percent(means, m => m.Accuracy), Percent(means, m => m.MacroF1), Percent(means, m => m.WeightedF1));
        }

        return table;
    }

    private static string Percent(ClassificationScores[] means, Func<ClassificationScores, double> metric) =>
        (100 * means.Average(metric)).ToString("F2", CultureInfo.InvariantCulture);
}
