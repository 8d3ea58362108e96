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
    /// <summary>Prints a table and the run's path; or, as JSON, result.json alone, with the rest on the error stream.</summary>
    public static void Print(App app, ExperimentResult result, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        PrintTable(writer, result.Split.Kind == SplitKind.LeaveOneSubjectOut ? "Left out" : "Tested on", result.Folds, result.Summary, fold => fold.Subject, result.ByDataset);
        PrintControl(writer, result.Control, result.Positive);
        StartView.Print(writer, result.Starts);
        writer.WriteLine($"The run is in {result.Folder} (scores: {result.ResultPath}).");
        if (json)
            app.Output.Write(File.ReadAllText(result.ResultPath));
    }

    /// <summary>Prints a model's scores likewise, with a star on subjects that may have been in its training data.</summary>
    public static void Print(App app, EvaluationResult result, string? folder, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        HashSet<string> familiar = [.. result.Subjects
            .Where(s => s.Familiarity is Familiarity.Recording or Familiarity.Name).Select(s => s.Predictions.Subject)];
        PrintTable(writer, "Subject", result.Scores, result.Summary, s => familiar.Contains(s.Subject) ? s.Subject + " *" : s.Subject, []);
        if (familiar.Count > 0)
            writer.WriteLine("* in the model's training data, or named as somebody there is: not out of sample.");
        PrintControl(writer, NegativeControl.Pool(result.Subjects.Select(s => s.Control)), result.Options.Task.Classes[result.Options.Task.Positive]);
        StartView.Print(writer, result.Starts);
        if (folder != null)
            writer.WriteLine($"Scores and predictions are in {folder}.");
        if (json)
            app.Output.Write(result.ToJson());
    }

    private static void PrintControl(TextWriter writer, NegativeControl? control, string positive)
    {
        if (control != null)
            writer.WriteLine(control.Describe(positive));
    }

    private static void PrintTable(
        TextWriter writer, string subjects, IReadOnlyList<FoldScores> folds, ScoreSummary summary, Func<FoldScores, string> name,
        IReadOnlyList<(string Dataset, ScoreSummary Summary)> datasets)
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
        table.AddEmptyRow();
        foreach ((string dataset, ScoreSummary own) in datasets)
            table.AddRow(Row($"{dataset}: mean ± SD", own));
        table.AddRow(Row("mean ± SD", summary));
        table.AddRow(Row("pooled", folds.Sum(f => f.Windows), summary.Pooled));
        console.Write(table);
        writer.WriteLine("Percent. Mean and sample standard deviation are over subjects; pooled counts every window the same.");
    }

    private static string[] Row(string name, ScoreSummary summary)
    {
        (ClassificationScores mean, ClassificationScores sd) = (summary.Mean, summary.StandardDeviation);
        return [Markup.Escape(name), "", $"{Percent(mean.Accuracy)} ± {Percent(sd.Accuracy)}",
            $"{Percent(mean.MacroF1)} ± {Percent(sd.MacroF1)}", $"{Percent(mean.WeightedF1)} ± {Percent(sd.WeightedF1)}"];
    }

    private static string[] Row(string name, int windows, ClassificationScores scores) =>
        [Markup.Escape(name), $"{windows}", Percent(scores.Accuracy), Percent(scores.MacroF1), Percent(scores.WeightedF1)];

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture);
}
