using System.Globalization;
using AttX.Cli.Shell;
using AttX.Evaluation;
using AttX.Inference;
using AttX.Runs;
using Spectre.Console;

namespace AttX.Cli.Views;

/// <summary>Prints the scores of an experiment, or of a model.</summary>
internal static class ResultView
{
    /// <summary>A table and where the run is; or, as JSON, result.json alone on the output and the rest on the error stream.</summary>
    public static void Print(App app, ExperimentResult result, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        PrintTable(writer, "Left out", result.Folds, result.Summary, fold => fold.Subject);
        writer.WriteLine($"The run is in {result.Folder} (scores: {result.ResultPath}).");
        if (json)
            app.Output.Write(File.ReadAllText(result.ResultPath));
    }

    /// <summary>The same of a model's scores, with a star on subjects that it may know.</summary>
    public static void Print(App app, EvaluationResult result, string? folder, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        HashSet<string> familiar = [.. result.Subjects
            .Where(s => s.Familiarity is Familiarity.Recording or Familiarity.Name).Select(s => s.Predictions.Subject)];
        PrintTable(writer, "Subject", result.Scores, result.Summary, s => familiar.Contains(s.Subject) ? s.Subject + " *" : s.Subject);
        if (familiar.Count > 0)
            writer.WriteLine("* in the model's training data, or named as somebody there is: not out of sample.");
        if (folder != null)
            writer.WriteLine($"Scores and predictions are in {folder}.");
        if (json)
            app.Output.Write(result.ToJson());
    }

    private static void PrintTable(
        TextWriter writer, string subjects, IReadOnlyList<FoldScores> folds, ScoreSummary summary, Func<FoldScores, string> name)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        var table = new Table().Border(TableBorder.Ascii2).AddColumn(subjects);
        foreach (string column in new[] { "Windows", "Accuracy", "Macro F1", "Weighted F1" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (FoldScores fold in folds)
            table.AddRow(Row(name(fold), fold.Windows, fold.Scores));
        (ClassificationScores mean, ClassificationScores sd) = (summary.Mean, summary.StandardDeviation);
        table.AddEmptyRow();
        table.AddRow("mean ± SD", "", $"{Percent(mean.Accuracy)} ± {Percent(sd.Accuracy)}",
            $"{Percent(mean.MacroF1)} ± {Percent(sd.MacroF1)}", $"{Percent(mean.WeightedF1)} ± {Percent(sd.WeightedF1)}");
        table.AddRow(Row("pooled", folds.Sum(f => f.Windows), summary.Pooled));
        console.Write(table);
        writer.WriteLine("Percent. Mean and sample standard deviation are over subjects; pooled counts every window the same.");
    }

    private static string[] Row(string name, int windows, ClassificationScores scores) =>
        [Markup.Escape(name), $"{windows}", Percent(scores.Accuracy), Percent(scores.MacroF1), Percent(scores.WeightedF1)];

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture);
}
