using System.Globalization;
using AttX.Cli.Shell;
using AttX.Evaluation;
using AttX.Sweeps;
using Spectre.Console;

namespace AttX.Cli.Views;

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
        writer.WriteLine("Percent: mean ± sample standard deviation over subjects, and the mean's 95 % bootstrap interval over subjects"
            + (sweep.Plan.Seeds.Count > 1 ? $"; each subject's score is its mean over {sweep.Plan.Seeds.Count} seeds." : "."));
        writer.WriteLine($"The sweep is in {sweep.Folder} (scores: {sweep.ResultPath}).");
        if (json)
            app.Output.Write(File.ReadAllText(sweep.ResultPath));
    }

    private static Table Table(StoredSweep sweep)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumn("Row");
        foreach (string column in new[] { "Accuracy", "95 %", "Macro F1", "95 %" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (ScoreRow row in sweep.Plan.Statistics(sweep.Scores()))
        {
            (MetricSummary accuracy, MetricSummary macro) = (row.Scores[Metric.Accuracy], row.Scores[Metric.MacroF1]);
            table.AddRow(Markup.Escape(row.Name), Mean(accuracy), Range(accuracy), Mean(macro), Range(macro));
        }

        return table;
    }

    // Narrow, so that a line of a terminal holds a row.
    private static string Mean(MetricSummary summary) => $"{Percent(summary.Mean, "F2")} ±{Percent(summary.SubjectDeviation, "F1")}";

    private static string Range(MetricSummary summary) => $"{Percent(summary.Interval.Low, "F1")}–{Percent(summary.Interval.High, "F1")}";

    private static string Percent(double share, string format) => (100 * share).ToString(format, CultureInfo.InvariantCulture);
}
