using System.Globalization;
using AttX.Cli.Shell;
using AttX.Evaluation;
using AttX.Inference;
using AttX.Recipes;
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
        PrintTable(writer, result.Split.Kind == SplitKind.LeaveOneSubjectOut ? "Left out" : "Tested on", result.Folds, result.Summary, fold => fold.Subject, result.ByDataset, result.Beside?.Rows ?? []);
        if (result.Beside is { } beside)
            PrintDiscrimination(writer, beside);
        PrintSelections(writer, result.Selections);
        PrintControl(writer, result.Control, result.Positive);
        StartView.Print(writer, result.Starts);
        writer.WriteLine($"The run is in {result.Folder} (scores: {result.ResultPath}).");
        writer.WriteLine(CommandText.Next("report", result.Folder, "--open"));
        if (json)
            app.Output.Write(File.ReadAllText(result.ResultPath));
    }

    /// <summary>Prints a model's scores likewise, with a star on subjects that may have been in its training data.</summary>
    public static void Print(App app, EvaluationResult result, string? folder, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        HashSet<string> familiar = [.. result.Subjects
            .Where(s => s.Familiarity is Familiarity.Recording or Familiarity.Copy or Familiarity.Name).Select(s => s.Predictions.Subject)];
        PrintTable(writer, "Subject", result.Scores, result.Summary, s => familiar.Contains(s.Subject) ? s.Subject + " *" : s.Subject, [], [Majority(result.Scores)]);
        if (familiar.Count > 0)
            writer.WriteLine("* in the model's training data, perhaps as a changed copy, or named as somebody there is: not out of sample.");
        PrintControl(writer, NegativeControl.Pool(result.Subjects.Select(s => s.Control)), result.Options.Task.Classes[result.Options.Task.Positive]);
        StartView.Print(writer, result.Starts);
        if (folder != null)
            writer.WriteLine($"Scores and predictions are in {folder}.");
        if (json)
            app.Output.Write(result.ToJson());
    }

    /// <summary>Scores the class that is most frequent in the windows themselves: what the model's training windows were is not known.</summary>
    private static ScoredBaseline Majority(IReadOnlyList<FoldScores> scores)
    {
        int[] all = [.. Enumerable.Range(0, scores[0].Confusion.Classes).Select(c => scores.Sum(s => s.Confusion.TrueCount(c)))];
        return new ScoredBaseline("majority", "majority class", [.. FoldLabels.Of(scores, _ => [all]).Select(Baselines.MajorityClass)]);
    }

    private static void PrintSelections(TextWriter writer, IReadOnlyList<Selection> selections)
    {
        if (selections.Count > 0)
            writer.WriteLine($"Chosen inside each fold\u2019s training subjects, by {Selection.Metric}: " + string.Join(", ", selections
                .GroupBy(s => s.Chosen.Text).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} in {g.Count()} of {selections.Count} folds")) + ".");
    }

    private static void PrintControl(TextWriter writer, NegativeControl? control, string positive)
    {
        if (control != null)
            writer.WriteLine(control.Describe(positive));
    }

    private static void PrintTable(
        TextWriter writer, string subjects, IReadOnlyList<FoldScores> folds, ScoreSummary summary, Func<FoldScores, string> name,
        IReadOnlyList<(string Dataset, ScoreSummary Summary)> datasets, IReadOnlyList<ScoredBaseline> baselines)
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
            table.AddRow(Row($"{dataset}: mean ± SD", own.Mean, own.StandardDeviation, own.Subjects));
        table.AddRow(Row("mean ± SD", summary.Mean, summary.StandardDeviation, summary.Subjects));
        table.AddRow(Row("pooled", folds.Sum(f => f.Windows), summary.Pooled));
        foreach (ScoredBaseline row in baselines)
            table.AddRow(Row(row.Label, row.Mean, row.StandardDeviation, row.Subjects.Count));
        console.Write(table);
        writer.WriteLine("Percent. Mean and sample standard deviation are over subjects; pooled counts every window the same.");
    }

    /// <summary>Prints how well the probabilities rank windows: the run's, and those of the baselines that have some.</summary>
    private static void PrintDiscrimination(TextWriter writer, BaselineScores beside)
    {
        (string Name, Discrimination Of)[] rows = [("this run", beside.Run), .. beside.Rows.Where(row => row.Discrimination != null).Select(row => (row.Label, row.Discrimination!))];
        if (rows.All(row => row.Name != "linear"))
            writer.WriteLine("No linear baseline: it needs BVP or ECG, EDA and TEMP of everybody, and two training windows of each class.");
        writer.WriteLine($"ROC AUC, mean over subjects: {string.Join("; ", rows.Where(r => r.Of.Area != null).Select(r => $"{r.Name} {Share(r.Of.Area!.Value)}"))}.");
        if (beside.Run.Matched is not { } matched)
            return;
        string[] areas = [.. rows.Where(r => r is { Of.Matched: not null }).Select(r => $"{r.Name} {Share(r.Of.Matched!.Area)}"
            + (r.Of.Matched.Interval is { } i ? $" ({Share(i.Low)} to {Share(i.High)})" : ""))];
        writer.WriteLine($"Clock-matched AUC (95 % interval over people): {string.Join("; ", areas)}. {matched.Pairs} pairs of windows, {matched.People} people; time alone is worth 0.5.");
    }

    private static string Share(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string[] Row(string name, ClassificationScores mean, ClassificationScores sd, int subjects) =>
        [Markup.Escape(name), "", .. new[] { Metric.Accuracy, Metric.MacroF1, Metric.WeightedF1 }.Select(m => $"{Percent(mean[m])} ± {(subjects > 1 ? Percent(sd[m]) : "-")}")];

    private static string[] Row(string name, int windows, ClassificationScores scores) =>
        [Markup.Escape(name), $"{windows}", Percent(scores.Accuracy), Percent(scores.MacroF1), Percent(scores.WeightedF1)];

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture);
}
