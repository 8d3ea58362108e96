using System.CommandLine;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Cluster;
using AttX.Sweeps;

namespace AttX.Cli.Commands;

/// <summary>Commands that the scripts of <c>--engine slurm</c> call; hidden, because users need not call them.</summary>
internal static class ClusterCommands
{
    /// <summary><c>attx task</c>: trains the folds of one task.</summary>
    public static Command Task(App app)
    {
        Argument<string> run = Run();
        var index = new Option<int>("--index") { Description = "The task's number in the array", HelpName = "N", Required = true };
        var command = new Command("task", "Train the folds of one task of a submitted sweep.") { run, index };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) =>
        {
            var task = new SweepTask(parsed.GetRequiredValue(run), parsed.GetValue(index), app.Datasets, app.Recipes);
            new ProgressDisplay(app).Show(observer =>
            {
                task.Run(observer, cancellation);
                return true;
            });
            return System.Threading.Tasks.Task.FromResult(App.Done);
        });
        return command;
    }

    /// <summary><c>attx gather</c>: writes the scores of a sweep whose folds are all done.</summary>
    public static Command Gather(App app)
    {
        Argument<string> run = Run();
        var command = new Command("gather", "Write the scores of a sweep whose folds are all done.") { run };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            SweepView.Print(app, Sweep.Gather(parsed.GetRequiredValue(run)), json: false);
            return App.Done;
        });
        return command;
    }

    private static Argument<string> Run() => new("RUN") { Description = "Folder of the sweep" };
}
