using System.CommandLine;
using AttX.Experiments;
using AttX.Signals.Datasets.Wesad;

namespace AttX.Cli.Commands;

/// <summary><c>attx loso</c>: the main job.</summary>
internal static class LosoCommand
{
    public static Command Create(App app)
    {
        Argument<string> data = WorkSymbols.Data();
        var config = new Option<string?>("--config")
        {
            Description = "JSON file of options, or an earlier RUN/run.json; the command line wins",
            HelpName = "FILE",
        };
        var command = new Command("loso", "Train and test leave-one-subject-out.") { config };
        var symbols = new RunSymbols(command, data);
        command.SetAction((parsed, cancellation) => Task.FromResult(symbols.Resumable(parsed, () =>
        {
            var reader = new OptionReader();
            foreach ((string name, string text) in symbols.Given(parsed))
                reader.Give(name, text);
            if (parsed.GetValue(config) is { } file)
                reader.GiveFile(file);
            ExperimentOptions options = reader.Read();
            int workers = symbols.Workers(parsed);
            ExperimentResult result = new ProgressDisplay(app).Show(observer =>
                new Experiment(WesadSource.Open(parsed.GetRequiredValue(data)), options) { Workers = workers, Cache = symbols.Cache(parsed) }
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
