using System.Globalization;
using AttX.Cli.Shell;
using AttX.Evaluation;
using AttX.Reports.Tables;
using AttX.Sweeps;
using Spectre.Console;

namespace AttX.Cli.Views;

/// <summary>Prints a sweep's scores, one line per row.</summary>
internal static class SweepView
{
    /// <summary>Prints a table and the sweep's path; or, as JSON, result.json alone, with the rest on the error stream.</summary>
    public static void Print(App app, StoredSweep sweep, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        IReadOnlyDictionary<SweepRun, IReadOnlyList<FoldScores>> scores = sweep.Scores();
        IReadOnlyList<ScoreRow> rows = sweep.Plan.Statistics(scores);
        console.Write(Table([.. rows, .. Majority(sweep, scores)]));
        writer.WriteLine("Percent: mean ± sample standard deviation over subjects, and the mean's 95 % interval over subjects"
            + (sweep.Plan.Seeds.Count > 1 ? $"; each subject's score is its mean over {sweep.Plan.Seeds.Count} seeds." : "."));
        PrintConclusions(writer, sweep, rows);
        writer.WriteLine($"The sweep is in {sweep.Folder} (scores: {sweep.ResultPath}).");
        writer.WriteLine(CommandText.Next("report", sweep.Folder, "--open"));
        if (json)
            app.Output.Write(File.ReadAllText(sweep.ResultPath));
    }

    /// <summary>Scores the training windows' most frequent class, once per set of windows that rows were scored on.</summary>
    private static IEnumerable<ScoreRow> Majority(StoredSweep sweep, IReadOnlyDictionary<SweepRun, IReadOnlyList<FoldScores>> scores)
    {
        var sets = sweep.Plan.Rows.Select(row => new SweepRun(row, sweep.Plan.Seeds[0])).Select(run => (run.Row.Label, Folds: sweep.Run(run).Labels(scores[run])))
            .DistinctBy(row => string.Join(';', row.Folds.Select(f => $"{f.Subject} {string.Join(',', f.Test.Concat(f.Training))}"))).ToArray();
        return sets.Select(set => new ScoreRow($"majority class{(sets.Length > 1 ? $" (windows of {set.Label})" : "")}",
            SeededScores.Of([[.. set.Folds.Select(Baselines.MajorityClass)]])));
    }

    /// <summary>Prints what the choice of a best row is worth, and the comparison named in advance.</summary>
    private static void PrintConclusions(TextWriter writer, StoredSweep sweep, IReadOnlyList<ScoreRow> rows)
    {
        if (rows.Count > 1 && sweep.Plan.Seeds.Count < SeededScores.SeedsForBest)
            writer.WriteLine($"No row is named best: that takes {SeededScores.SeedsForBest} seeds of each (--seeds), for seeds of one row differ by as much as rows do.");
        if (rows.All(row => row.Scores.Subjects.SequenceEqual(rows[0].Scores.Subjects)) && NestedBest.Of(rows, SeededScores.Primary) is { } nested)
            writer.WriteLine(ComparisonText.Of(nested));
        if (sweep.Named(rows) is not { } named)
            return;
        writer.WriteLine($"Named in advance: {named.Row} is");
        foreach (PairedComparison comparison in named.Rivals)
            writer.WriteLine($"  {ComparisonText.Of(comparison)}; {ComparisonText.Excluded(comparison)}");
        writer.WriteLine($"by Wilcoxon's test over subjects, Holm-corrected. {ComparisonText.Detectable(named.Rivals)}");
    }

    private static Table Table(IReadOnlyList<ScoreRow> rows)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumn("Row");
        foreach (string column in new[] { "Accuracy", "95 %", "Macro F1", "95 %" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (ScoreRow row in rows)
        {
            (MetricSummary accuracy, MetricSummary macro) = (row.Scores[Metric.Accuracy], row.Scores[Metric.MacroF1]);
            table.AddRow(Markup.Escape(row.Name), Mean(accuracy), Range(accuracy), Mean(macro), Range(macro));
        }

        return table;
    }

    // Narrow, so that a row fits on a line of a terminal.
    private static string Mean(MetricSummary summary) => $"{Percent(summary.Mean, "F2")} ±{(summary.PerSubject.Count > 1 ? Percent(summary.SubjectDeviation, "F1") : "-")}";

    private static string Range(MetricSummary summary) => $"{Percent(summary.Interval.Low, "F1")}–{Percent(summary.Interval.High, "F1")}";

    private static string Percent(double share, string format) => (100 * share).ToString(format, CultureInfo.InvariantCulture);
}
