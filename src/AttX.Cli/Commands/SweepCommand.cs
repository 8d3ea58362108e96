using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Datasets;
using AttX.Options;
using AttX.Sweeps;

namespace AttX.Cli.Commands;

/// <summary><c>attx sweep</c>: runs and compares any set of configurations.</summary>
internal static class SweepCommand
{
    public static Command Create(App app)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "JSON: a base configuration and axes, such as "
                + "{\"base\":{\"epochs\":5},\"axes\":{\"widths\":[[16,32,64],[32,64,128]],\"normalise\":[\"subject\",\"train\"]},\"seeds\":[1,2]}",
        };
        var data = new Option<string>("--data") { Description = WorkSymbols.DataDescription, HelpName = "DATA", Required = true };
        var command = new Command("sweep", "Run every combination of a sweep file's axes, each leave-one-subject-out.") { file };
        var symbols = new RunSymbols(command, data, TrainingGroup.Seed);
        var sweep = new SweepSymbols(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(symbols.Resumable(parsed, () =>
        {
            IDataset dataset = app.Datasets.Open(parsed.GetRequiredValue(data));
            SweepFile read = SweepFile.Read(parsed.GetRequiredValue(file));
            SweepPlan plan = SweepPlan.Of(read.Name, read.Rows, reader =>
            {
                foreach ((string name, string text) in symbols.Given(parsed))
                    reader.GiveDefault(name, text, "");
                foreach ((string option, string text) in read.Base)
                    reader.GiveDefault(option, text, $"{parsed.GetRequiredValue(file)}: base");
            }, sweep.Seeds(parsed) ?? (read.Seeds.Count > 0 ? read.Seeds : [ExperimentOptions.For(default).Seed]), dataset);
            return sweep.Run(app, symbols, parsed, plan, dataset, parsed.GetRequiredValue(data), cancellation);
        })));
        Examples.AddTo(command,
            "attx sweep widths.json --data WESAD --out runs/widths",
            "attx sweep widths.json --data WESAD --out runs/widths --epochs 20 --seeds 1,2,3 --resume");
        return command;
    }
}
