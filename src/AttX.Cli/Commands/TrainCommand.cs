using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Datasets;
using AttX.Ground;
using AttX.Options;
using AttX.Recipes;
using AttX.Runs;

namespace AttX.Cli.Commands;

/// <summary><c>attx train</c>: trains one model on all subjects, for use on others.</summary>
internal static class TrainCommand
{
    private static readonly string[] Shown =
    [
        "attx train WESAD --out stress.attx",
        "attx train WESAD --out stress.attx --config live",
        "attx train WESAD --out stress.attx --hold-out S16,S17 --patience 15",
        "attx train WESAD --out paper.attx --config runs/wesad/run.json --scores runs/wesad",
        "attx train WESAD --out session.attx --normalise session",
        "attx train WESAD --out stress.attx --resume",
        "attx train WESAD STUDY --out both.attx --device wrist",
        "attx train WESAD --out wrist.attx --device wrist --epochs 20 --augment scale,noise --ensemble 5",
        "attx train WESAD --out forest.json --device wrist --window 60 --learner random-forest",
    ];

    public static Command Create(App app)
    {
        DataSymbols data = DataSymbols.Arguments();
        var file = new Option<string>("--out") { Description = "The model's file", HelpName = "FILE.attx", Required = true };
        Option<string?> config = OptionSymbols.Config();
        var heldOut = new Option<string?>("--hold-out") { Description = "Subjects not to train on: the epoch of the lowest loss on them is kept", HelpName = "S9,S10" };
        Option<int> patience = Patience();
        var scores = new Option<string?>("--scores") { Description = "A run of the same options, whose scores the model's card quotes", HelpName = "RUN" };
        var resume = new Option<bool>("--resume") { Description = "Continue the training of this model that was interrupted; start one where there is none" };
        var command = new Command("train", "Train one model on all subjects, by default on what a live session sees.") { file, config, heldOut, patience, scores, resume };
        data.AddTo(command, tests: false);
        var output = new OutputFile(command);
        var work = new WorkSymbols("Subjects read", json: "the history of training");
        work.AddTo(command);
        var options = new OptionSymbols(command, OptionTable.Of(OptionGroup.Data, OptionGroup.Model, OptionGroup.Training, OptionGroup.Learner), UseDefaults.All);
        command.SetAction((parsed, cancellation) =>
        {
            string path = output.RequireFree(parsed, parsed.GetRequiredValue(file), "--out");
            string history = output.RequireFree(parsed, PublishedModel.HistoryPath(path), "--out");
            if (parsed.GetValue(heldOut) == null && parsed.GetResult(patience) is { Implicit: false })
                throw new OptionsException(["--patience would be ignored: it belongs to --hold-out. Leave it out."]);
            IDataset dataset = data.Open(app, parsed).Dataset;
            ExperimentOptions experiment = OptionSymbols.Read(options.Given(parsed), parsed.GetValue(config), dataset, UseDefaults.All);
            PublishedModel model = Train(app, path, parsed.GetValue(resume), output.Force(parsed), (unfinished, observer) => new ModelTraining(dataset, experiment)
            {
                HeldOut = parsed.GetValue(heldOut)?.Split(',', StringSplitOptions.TrimEntries) ?? [],
                Patience = parsed.GetValue(patience),
                Scored = parsed.GetValue(scores) is { } run ? StoredRun.Read(run) : null,
                Workers = work.Workers(parsed),
                Cache = work.Cache(parsed),
                Recipes = app.Recipes,
                Configured = ConfiguredData.Read(parsed.GetValue(config)),
                Unfinished = unfinished,
            }.Run(observer, cancellation));
            Print(app, model, path, history, experiment.Learner, work.Json(parsed));
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command, Shown);
        return command;
    }

    /// <summary>Trains and writes the model, and keeps until then what a later call can continue.</summary>
    private static PublishedModel Train(App app, string path, bool resume, bool restart, Func<UnfinishedTraining, IExperimentObserver, PublishedModel> train)
    {
        using var unfinished = new UnfinishedTraining(path, resume, restart);
        try
        {
            PublishedModel model = new ProgressDisplay(app).Show(observer => train(unfinished, observer));
            model.Save(path);
            unfinished.Remove();
            return model;
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException($"interrupted; the same command with --resume continues the training of {path}.");
        }
    }

    private static Option<int> Patience() => new("--patience")
    {
        Description = "Epochs without a lower loss on --hold-out after which training stops",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    };

    /// <summary>Prints the model's card and the files' paths; or, as JSON, the history alone, with the rest on the error stream.</summary>
    private static void Print(App app, PublishedModel model, string path, string history, string? learner, bool json)
    {
        TextWriter writer = json ? app.Error : app.Output;
        writer.WriteLine(model.Card);
        writer.WriteLine($"The model is {path} ({(learner == null ? $"safetensors; loss and accuracy per epoch: {history}" : "JSON")}).");
        writer.WriteLine(CommandText.Next("predict", path, "RECORDING", "--out", "estimates.csv"));
        if (json)
            app.Output.WriteLine(File.ReadAllText(history));
    }
}
