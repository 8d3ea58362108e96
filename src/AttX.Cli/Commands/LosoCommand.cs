using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Options;
using AttX.Runs;

namespace AttX.Cli.Commands;

/// <summary><c>attx loso</c>: the main job.</summary>
internal static class LosoCommand
{
    public static Command Create(App app)
    {
        DataSymbols data = DataSymbols.Arguments();
        Option<string?> config = OptionSymbols.Config();
        var command = new Command("loso", "Train and test leave-one-subject-out, or by another --split.") { config };
        var symbols = new RunSymbols(command, data);
        command.SetAction((parsed, cancellation) => Task.FromResult(symbols.Resumable(parsed, () =>
        {
            OpenedData opened = data.Open(app, parsed);
            ExperimentOptions options = OptionSymbols.Read(opened.With(symbols.Given(parsed)), parsed.GetValue(config), opened.Dataset);
            int workers = symbols.Workers(parsed);
            ExperimentResult result = new ProgressDisplay(app).Show(observer =>
                new Experiment(opened.Dataset, options) { Workers = workers, Cache = symbols.Cache(parsed), Recipes = app.Recipes, Origin = new(CommandText.Typed(parsed), [.. opened.Paths.Select(p => p.Path)]), Configured = ConfiguredData.Read(parsed.GetValue(config)) }
                    .Run(symbols.Folder(parsed), symbols.Resume(parsed), observer, cancellation));
            ResultView.Print(app, result, symbols.Json(parsed));
            return App.Done;
        })));
        Examples.AddTo(command,
            "attx loso WESAD --out runs/wesad",
            "attx loso WESAD --out runs/live --config live",
            "attx loso WESAD.zip --out runs/wrist --device wrist --modalities bvp,eda --epochs 5",
            "attx loso WESAD --out runs/one-way --connection ecg-to-eda --stages 2,3 --seed 7",
            "attx loso WESAD --out runs/decision --fusion decision --decision weighted",
            "attx loso WESAD --out runs/forest --window 60 --learner random-forest --learner-options trees=200,leaf=20",
            "attx loso WESAD --out runs/selected --window 60 --learner lda --select-features 8",
            "attx loso WESAD --out runs/chosen --select \"widths=8,16,32|16,32,64;epochs=3|5\"",
            "attx loso WESAD --out runs/started --init wrist.attx --device wrist --modalities bvp,eda --normalise running+train --filter causal --eda log",
            "attx loso WESAD --out runs/groups --split group-k-fold:5",
            "attx loso WESAD STUDY --out runs/datasets --split leave-one-dataset-out --device wrist",
            "attx loso WESAD --test STUDY --out runs/across --device wrist",
            "attx loso WESAD --out runs/wesad --resume");
        return command;
    }
}
