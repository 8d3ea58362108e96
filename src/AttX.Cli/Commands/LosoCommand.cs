using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Datasets;
using AttX.Options;
using AttX.Runs;

namespace AttX.Cli.Commands;

/// <summary><c>attx loso</c>: the main job.</summary>
internal static class LosoCommand
{
    public static Command Create(App app)
    {
        Argument<string> data = WorkSymbols.Data();
        Option<string?> config = OptionSymbols.Config();
        var command = new Command("loso", "Train and test leave-one-subject-out.") { config };
        var symbols = new RunSymbols(command, data);
        command.SetAction((parsed, cancellation) => Task.FromResult(symbols.Resumable(parsed, () =>
        {
            IDataset dataset = app.Datasets.Open(parsed.GetRequiredValue(data));
            ExperimentOptions options = OptionSymbols.Read(symbols.Given(parsed), parsed.GetValue(config), dataset);
            int workers = symbols.Workers(parsed);
            ExperimentResult result = new ProgressDisplay(app).Show(observer =>
                new Experiment(dataset, options) { Workers = workers, Cache = symbols.Cache(parsed) }
                    .Run(symbols.Folder(parsed), symbols.Resume(parsed), observer, cancellation));
            ResultView.Print(app, result, symbols.Json(parsed));
            return App.Done;
        })));
        Examples.AddTo(command,
            "attx loso WESAD --out runs/wesad",
            "attx loso WESAD.zip --out runs/wrist --device wrist --modalities bvp,eda --epochs 5",
            "attx loso WESAD --out runs/one-way --connection ecg-to-eda --stages 2,3 --seed 7",
            "attx loso WESAD --out runs/decision --fusion decision --decision weighted",
            "attx loso WESAD --out runs/wesad --resume");
        return command;
    }
}
