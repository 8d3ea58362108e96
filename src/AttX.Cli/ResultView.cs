using System.Globalization;
using AttX.Evaluation;
using AttX.Experiments;
using Spectre.Console;

namespace AttX.Cli;

/// <summary>Prints an experiment's scores.</summary>
internal static class ResultView
{
    /// <summary>A table and where the run is; or, as JSON, result.json alone on the output and the rest on the error stream.</summary>
    public static void Print(App app, ExperimentResult result, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Write(Table(result));
        writer.WriteLine("Percent. Mean and sample standard deviation are over subjects; pooled counts every window the same.");
        writer.WriteLine($"The run is in {result.Folder} (scores: {result.ResultPath}).");
        if (json)
            app.Output.Write(File.ReadAllText(result.ResultPath));
    }

    private static Table Table(ExperimentResult result)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumn("Left out");
        foreach (string column in new[] { "Windows", "Accuracy", "Macro F1", "Weighted F1" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (FoldScores fold in result.Folds)
            table.AddRow(Row(fold.Subject, fold.Windows, fold.Scores));
        (ClassificationScores mean, ClassificationScores sd) = (result.Summary.Mean, result.Summary.StandardDeviation);
        int windows = result.Folds.Sum(f => f.Windows);
        table.AddEmptyRow();
        table.AddRow("mean ± SD", "", $"{Percent(mean.Accuracy)} ± {Percent(sd.Accuracy)}",
            $"{Percent(mean.MacroF1)} ± {Percent(sd.MacroF1)}", $"{Percent(mean.WeightedF1)} ± {Percent(sd.WeightedF1)}");
        return table.AddRow(Row("pooled", windows, result.Summary.Pooled));
    }

    private static string[] Row(string name, int windows, ClassificationScores scores) =>
        [Markup.Escape(name), $"{windows}", Percent(scores.Accuracy), Percent(scores.MacroF1), Percent(scores.WeightedF1)];

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture);
}
