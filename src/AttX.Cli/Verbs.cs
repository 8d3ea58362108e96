using System.CommandLine;
using AttX.Cli.Commands;
using AttX.Cli.Shell;

namespace AttX.Cli;

/// <summary>All verbs of <c>attx</c>.</summary>
internal static class Verbs
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(App app, string[] args, CancellationToken cancellation = default) => app.Run(Root(app), args, cancellation);

    /// <summary>Builds the command line's grammar. To add a verb, add its command here.</summary>
    public static RootCommand Root(App app)
    {
        var root = new RootCommand("Recognises stress from ECG and EDA with attentive cross-modal connections (Bhatti et al. 2021).")
        {
            App.Verbose,
            SynthCommand.Create(app),
            DatasetCommand.Create(app),
            InspectCommand.Create(app),
            ConvertCommand.Create(app),
            FeaturesCommand.Create(app),
            LosoCommand.Create(app),
            PaperCommand.Create(app),
            SweepCommand.Create(app),
            StatusCommand.Create(app),
            VerifyCommand.Create(app),
            ClusterCommands.Task(app),
            ClusterCommands.Gather(app),
            EvaluateCommand.Create(app),
            ExportCommand.Create(app),
            ImportCommand.Create(app),
            TrainCommand.Create(app),
            PretrainCommand.Create(app),
            PredictCommand.Create(app),
            StreamCommand.Create(app),
            ReportCommand.Create(app),
            DemoCommand.Create(app),
            BenchCommand.Create(app),
        };
        root.Add(HelpCommand.Create(root));
        root.Add(CompletionCommand.Create(app));
        root.Add(ManCommand.Create(app, root));
        Examples.AddTo(root, "attx demo", "attx loso WESAD --out runs/wesad", "attx help loso");
        return root;
    }
}
