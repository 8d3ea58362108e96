using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Options;
using AttX.Sweeps;

namespace AttX.Cli.Commands;

/// <summary><c>attx sweep</c>: runs and compares any set of configurations.</summary>
internal static class SweepCommand
{
    public static Command Create(App app)
    {
        var file = new Argument<string?>("FILE")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Without it, one configuration: the command line's. JSON: a base configuration and axes, such as "
                + "{\"base\":{\"epochs\":5},\"axes\":{\"widths\":[[16,32,64],[32,64,128]],\"normalise\":[\"subject\",\"train\"]},\"seeds\":[1,2]}",
        };
        DataSymbols data = DataSymbols.Options();
        var command = new Command("sweep", "Run every combination of a sweep file's axes and of datasets, each leave-one-subject-out or by another --split.") { file };
        var symbols = new RunSymbols(command, data, TrainingGroup.Seed);
        var sweep = new SweepSymbols(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(symbols.Resumable(parsed, () =>
        {
            OpenedData opened = data.Open(app, parsed);
            SweepFile read = parsed.GetValue(file) is { } path ? SweepFile.Read(path) : SweepFile.OfOneRow;
            (string Name, string Text)[] given = [.. opened.With(symbols.Given(parsed))];
            bool split = given.Concat(read.Base).Concat(read.Rows.SelectMany(row => row.Settings)).Any(o => o.Item1 == EvaluationGroup.Split.Name);
            SweepPlan plan = SweepPlan.Of(read.Name, sweep.Multiply(parsed, read.Rows, opened, split), reader =>
            {
                foreach ((string name, string text) in given)
                    reader.GiveDefault(name, text, "");
                foreach ((string option, string text) in read.Base)
                    reader.GiveDefault(option, text, $"{parsed.GetValue(file)}: base");
            }, sweep.Seeds(parsed) ?? (read.Seeds.Count > 0 ? read.Seeds : [ExperimentOptions.For(default).Seed]), opened.Dataset);
            return sweep.Run(app, symbols, parsed, plan, opened, cancellation);
        })));
        Examples.AddTo(command,
            "attx sweep widths.json --data WESAD --out runs/widths",
            "attx sweep --data WESAD --data STUDY --across --device wrist --out runs/matrix",
            "attx sweep widths.json --data WESAD --out runs/widths --epochs 20 --seeds 1,2,3 --resume");
        return command;
    }
}
