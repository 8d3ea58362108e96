using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using AttX.Cli.Shell;
using AttX.Runs;
using Spectre.Console;

namespace AttX.Cli.Views;

/// <summary>A run that was verified.</summary>
/// <param name="Name">Its name in the sweep; empty for a single run.</param>
/// <param name="Parts">What was computed again.</param>
/// <param name="Environment">Where and by which version it was made; null if it has not begun.</param>
internal sealed record VerifiedRun(string Name, IReadOnlyList<VerifiedPart> Parts, [property: JsonIgnore] RunEnvironment? Environment)
{
    /// <summary>Whether everything is there and the same.</summary>
    public bool IsSame => Parts.All(part => part.Outcome == VerificationOutcome.Same);
}

/// <summary>Prints what a verification found.</summary>
internal static class VerificationView
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Prints a table and a conclusion; or, as JSON, every part alone, with the rest on the error stream.</summary>
    public static void Print(App app, string folder, IReadOnlyList<VerifiedRun> runs, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Write(Table(runs));
        writer.WriteLine(Conclusion(folder, [.. runs.SelectMany(run => run.Parts)]));
        if (runs.FirstOrDefault(run => run.Parts.Any(p => p.Outcome == VerificationOutcome.Differs) && !IsHere(run.Environment))?.Environment is { } there)
            writer.WriteLine($"It was made by attx {there.Version} on {there.Architecture}, and computed again by {RunEnvironment.ProgramVersion} on {RuntimeInformation.ProcessArchitecture}: that may be why.");
        if (json)
            app.Output.WriteLine(JsonSerializer.Serialize(new { Folder = folder, Same = runs.All(run => run.IsSame), Runs = runs }, Form));
    }

    private static bool IsHere(RunEnvironment? environment) =>
        environment?.Version == RunEnvironment.ProgramVersion && environment.Architecture == $"{RuntimeInformation.ProcessArchitecture}";

    private static Table Table(IReadOnlyList<VerifiedRun> runs)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumn(new TableColumn("Part").NoWrap()).AddColumn(new TableColumn("Windows").RightAligned()).AddColumn("Result");
        foreach (VerifiedRun run in runs)
            foreach (VerifiedPart part in run.Parts)
                table.AddRow(Markup.Escape(run.Name.Length == 0 ? part.Name : $"{run.Name}/{part.Name}"), $"{part.Windows}",
                    Markup.Escape($"{(part.Outcome == VerificationOutcome.Missing ? "" : part.Outcome == VerificationOutcome.Same ? "same: " : "DIFFERS: ")}{part.Detail}"));
        return table;
    }

    private static string Conclusion(string folder, IReadOnlyList<VerifiedPart> parts)
    {
        int differ = parts.Count(p => p.Outcome == VerificationOutcome.Differs), missing = parts.Count(p => p.Outcome == VerificationOutcome.Missing);
        return differ > 0 ? $"{differ} of {parts.Count} parts of {folder} are not what the data and the models make."
            : missing > 0 ? $"{missing} of {parts.Count} parts of {folder} are not there yet; all others are what the data and the models make, to the byte."
            : $"All of {folder} is what the data and the models make, to the byte{(parts.Any(p => p.Name.EndsWith(" again", StringComparison.Ordinal)) ? "" : "; whether training makes the models, --retrain tells")}.";
    }
}
