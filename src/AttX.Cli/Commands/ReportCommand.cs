using System.CommandLine;
using AttX.Cli.Shell;
using AttX.Ground;
using AttX.Reports.Audit;
using AttX.Reports.Page;
using AttX.Reports.Reading;

using AttX.Reports.Writing;

namespace AttX.Cli.Commands;

/// <summary><c>attx report</c>: writes a run's or a sweep's results as a page, or its tables as text.</summary>
internal static class ReportCommand
{
    private const string Html = "html";

    private static readonly Dictionary<string, Func<IReadOnlyList<ReportTable>, string>> Tables = new()
    {
        ["csv"] = CsvWriter.Write,
        ["latex"] = LatexWriter.Write,
        ["markdown"] = MarkdownWriter.Write,
    };

    public static Command Create(App app)
    {
        var run = new Argument<string>("RUN") { Description = "Folder that attx loso, paper or sweep wrote to, finished or not" };
        var format = new Option<string>("--format")
        {
            Description = "The page, or its tables alone",
            HelpName = "html|csv|latex|markdown",
            DefaultValueFactory = _ => Html,
        };
        UsageProblem.AcceptOnly(format, [Html, .. Tables.Keys]);
        var target = new Option<string?>("--out") { Description = "File to write to [default: RUN/report.html; tables: the output]", HelpName = "FILE" };
        var open = new Option<bool>("--open") { Description = "Show the page in the browser" };
        var command = new Command("report", "Write a run's results as one HTML page, or as tables.") { run, open, format, target };
        var output = new OutputFile(command);
        command.SetAction((parsed, _) =>
        {
            if (parsed.GetValue(target) is { } file)
                output.RequireFree(parsed, file, "--out");
            ReportData data = ReportData.Read(parsed.GetRequiredValue(run));
            string chosen = parsed.GetRequiredValue(format);
            if (chosen != Html && parsed.GetValue(open))
                throw new OptionsException([$"--open shows the page: leave out --format {chosen}."]);
            if (chosen == Html)
                WritePage(app, data, parsed.GetValue(target) ?? Path.Combine(data.Folder, "report.html"), parsed.GetValue(open));
            else
                WriteTables(app, Tables[chosen](ReportPage.Tables(data)), parsed.GetValue(target));
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command, "attx report runs/wesad --open", "attx report runs/paper --format latex --out tables.tex", "attx report runs/paper --format csv");
        return command;
    }

    private static void WritePage(App app, ReportData data, string path, bool open)
    {
        IReadOnlyList<AuditFinding> audit = LeakageAudit.Of(data);
        AtomicFile.Write(path, System.Text.Encoding.UTF8.GetBytes(ReportPage.Write(data, audit)));
        foreach (AuditFinding failure in audit.Where(f => f.Outcome == AuditOutcome.Fails))
            app.Error.WriteLine($"leakage audit failed: {failure.Claim}: {failure.Detail}");
        app.Output.WriteLine($"The report is in {path}{(data.IsComplete ? "" : "; the run is not finished, and the report says what is missing")}.");
        if (open && !Browser.Open(path))
            app.Error.WriteLine($"no browser could be started: open {Path.GetFullPath(path)} by hand.");
    }

    private static void WriteTables(App app, string text, string? path)
    {
        if (path == null)
            app.Output.Write(text);
        else
            AtomicFile.Write(path, System.Text.Encoding.UTF8.GetBytes(text));
    }
}
