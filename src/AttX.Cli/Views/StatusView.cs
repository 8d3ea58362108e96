using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace AttX.Cli.Views;

/// <summary>Prints the progress of a run.</summary>
internal static class StatusView
{
    private const int Listed = 10;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Print(TextWriter writer, RunStatus status)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Write(Table(status));
        List(writer, status.Folds.Where(fold => fold.Phase == Phase.Running).Select(fold => $"running: {fold.Name}{(fold.Fit is { } fit ? $", {fit}" : "")}"));
        List(writer, status.Tasks.Where(task => task.Error != null).Select(Line));
        if (status.Note != null)
            writer.WriteLine(status.Note);
        writer.WriteLine(status.Next);
    }

    public static void PrintJson(TextWriter writer, RunStatus status) => writer.WriteLine(JsonSerializer.Serialize(
        new
        {
            status.Folder,
            status.Complete,
            Counts = Enum.GetValues<Phase>().ToDictionary(Name, status.Count),
            status.Folds,
            status.Tasks,
            status.Jobs,
            status.Holder,
            status.Note,
            status.Next,
        }, Form));

    private static Table Table(RunStatus status)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumn("Row");
        foreach (string column in Enum.GetNames<Phase>().Prepend("Folds"))
            table.AddColumn(new TableColumn(column).RightAligned());
        IGrouping<string, FoldStatus>[] rows = [.. status.Folds.GroupBy(fold => fold.Row)];
        foreach (IGrouping<string, FoldStatus> row in rows)
            table.AddRow(Row(row.Key, [.. row]));
        return rows.Length > 1 ? table.AddEmptyRow().AddRow(Row("all", status.Folds)) : table;
    }

    private static string[] Row(string name, IReadOnlyList<FoldStatus> folds) =>
        [Markup.Escape(name), $"{folds.Count}", .. Enum.GetValues<Phase>().Select(phase => $"{folds.Count(fold => fold.Phase == phase)}")];

    private static string Line(TaskStatus task)
    {
        string attempt = task.Host == null ? "" : $", attempt {task.Attempt} on {task.Host}";
        return $"task {task.Index}, {Name(task.Phase)}{attempt}: {task.Error} ({task.Log})";
    }

    private static void List(TextWriter writer, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        foreach (string line in all.Take(Listed))
            writer.WriteLine(line);
        if (all.Length > Listed)
            writer.WriteLine($"… and {all.Length - Listed} more");
    }

    private static string Name(Phase phase) => JsonNamingPolicy.CamelCase.ConvertName(phase.ToString());
}
