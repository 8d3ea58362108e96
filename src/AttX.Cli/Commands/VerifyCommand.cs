using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Datasets;
using AttX.Ground;
using AttX.Runs;
using AttX.Sweeps;

namespace AttX.Cli.Commands;

/// <summary><c>attx verify</c>: computes a run's results again from the data, and compares them to the byte.</summary>
internal static class VerifyCommand
{
    private static readonly string[] Shown =
    [
        "attx verify runs/wesad WESAD",
        "attx verify runs/wesad WESAD --retrain S2",
        "attx verify runs/paper WESAD --retrain both-1-2/seed-1/S2 --json",
        "attx verify runs/across WESAD STUDY",
    ];

    public static Command Create(App app)
    {
        var folder = new Argument<string>("RUN") { Description = "Folder of a run or of a sweep, one's own or somebody else's" };
        DataSymbols data = DataSymbols.Arguments();
        var retrain = new Option<string?>("--retrain") { Description = "Folds to train again, too; in a sweep with their run's name", HelpName = "S2,S3" };
        var command = new Command("verify", "Compute a run's results again from the data, and compare them to the byte.") { folder, retrain };
        data.AddTo(command, tests: false);
        var work = new WorkSymbols("Folds", json: "every part and whether it is the same", caches: false);
        work.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            int workers = work.Workers(parsed);
            IReadOnlyList<(string Name, StoredRun? Run)> runs = Runs(parsed.GetRequiredValue(folder));
            string[] folds = parsed.GetValue(retrain)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
            RequireFolds(folds, runs);
            IDataset dataset = data.Open(app, parsed).Dataset;
            var verification = new RunVerification(dataset, app.Models, app.Recipes) { Workers = workers };
            VerifiedRun[] verified = [.. runs.Select(run => new VerifiedRun(run.Name, run.Run == null
                ? [new VerifiedPart(StoredRun.FileName, null, VerificationOutcome.Missing, "not there: the run has not begun")]
                : new ProgressDisplay(app).Show(observer => verification.Run(run.Run, Own(folds, run.Name), observer, cancellation)), run.Run?.Environment))];
            VerificationView.Print(app, parsed.GetRequiredValue(folder), verified, work.Json(parsed));
            return Task.FromResult(verified.All(run => run.IsSame) ? App.Done : App.Failed);
        });
        Examples.AddTo(command, Shown);
        return command;
    }

    /// <summary>Reads the run in a folder, or every run of a sweep; null for one that has not begun.</summary>
    private static IReadOnlyList<(string Name, StoredRun? Run)> Runs(string folder)
    {
        if (!File.Exists(Path.Combine(folder, StoredSweep.FileName)))
            return File.Exists(Path.Combine(folder, StoredRun.FileName)) ? [("", StoredRun.Read(folder))]
                : throw new InvalidDataException($"{folder}: neither a run nor a sweep (no {StoredRun.FileName}, no {StoredSweep.FileName}).");
        StoredSweep sweep = StoredSweep.Read(folder);
        return [.. sweep.Plan.Runs.Select(run => (run.Name, File.Exists(Path.Combine(StoredSweep.RunFolder(folder, run), StoredRun.FileName)) ? sweep.Run(run) : null))];
    }

    /// <summary>Returns the folds of one run, by their names in it.</summary>
    private static string[] Own(string[] folds, string run) => run.Length == 0 ? folds
        : [.. folds.Where(f => f.StartsWith(run + "/", StringComparison.Ordinal)).Select(f => f[(run.Length + 1)..])];

    /// <exception cref="OptionsException">A fold is of none of the runs.</exception>
    private static void RequireFolds(string[] folds, IReadOnlyList<(string Name, StoredRun? Run)> runs)
    {
        if (folds.Except(runs.SelectMany(run => Own(folds, run.Name).Select(f => run.Name.Length == 0 ? f : $"{run.Name}/{f}"))).ToArray() is [var unknown, ..])
            throw new OptionsException([$"--retrain {unknown}: not a fold of the sweep; its runs are {string.Join(", ", runs.Take(5).Select(r => r.Name))}, and a fold is {runs[0].Name}/S2."]);
    }
}
