using System.Globalization;
using AttX.Evaluation;
using Spectre.Console;

namespace AttX.Cli.Views;

/// <summary>Prints scores by where sessions begin.</summary>
internal static class StartView
{
    /// <summary>Prints a table; nothing for models to which it does not matter when a session begins.</summary>
    public static void Print(TextWriter writer, StartScores? starts)
    {
        if (starts == null)
            return;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        var table = new Table().Border(TableBorder.Ascii2).AddColumn("Session from");
        foreach (string column in new[] { "Subjects", "Windows", "Accuracy", "Balanced", "AUC", "Change" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (StartScore row in starts.Rows)
            table.AddRow(Markup.Escape(row.Condition ?? "its true start"), $"{row.Subjects}", $"{row.Windows}",
                Percent(row.Accuracy), Percent(row.BalancedAccuracy), Area(row.Area), Change(row));
        table.AddEmptyRow();
        table.AddRow("spread", "", "", Percent(starts.Spread(s => s.Accuracy)), Percent(starts.Spread(s => s.BalancedAccuracy)), Area(starts.Spread(s => s.Area)),
            Percent(starts.Change(s => s.Accuracy)));
        console.Write(table);
        writer.WriteLine("Percent, but for the AUC. All windows from there on, means over subjects; a condition after which no window can be estimated is left out.\n"
            + "Change: of the accuracy, against the same windows from the true start. Spread: the largest difference between two starts.");
    }

    private static string Change(StartScore row) => row.Same is not { } same ? ""
        : (100 * (row.Accuracy - same.Accuracy)).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    private static string Percent(double? share) => (100 * share)?.ToString("F2", CultureInfo.InvariantCulture) ?? "-";

    private static string Area(double? area) => area?.ToString("F4", CultureInfo.InvariantCulture) ?? "-";
}
