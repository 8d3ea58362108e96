using System.CommandLine;
using AttX.Cli.Shell;
using AttX.Cli.Views;

namespace AttX.Cli.Commands;

/// <summary><c>attx status</c>: how far a run or a sweep has come, here or on a cluster.</summary>
internal static class StatusCommand
{
    public static Command Create(App app)
    {
        var run = new Argument<string>("RUN") { Description = "Folder of a run or of a sweep" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("status", "Show what is done, running, failed and waiting, and what to do next.") { run, json };
        command.SetAction(parsed =>
        {
            RunStatus status = RunStatus.Read(parsed.GetRequiredValue(run));
            if (parsed.GetValue(json))
                StatusView.PrintJson(app.Output, status);
            else
                StatusView.Print(app.Output, status);
            return App.Done;
        });
        Examples.AddTo(command, "attx status runs/paper", "attx status runs/paper --json");
        return command;
    }
}
