using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Datasets;
using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Cli.Commands;

/// <summary><c>attx evaluate</c>: scores a trained model on recordings, usually those of another dataset.</summary>
internal static class EvaluateCommand
{
    private static readonly string[] Shown =
    [
        "attx evaluate runs/wesad/folds/S2/model.safetensors OTHER",
        "attx evaluate runs/wesad/folds/S2 WESAD --subjects S2 --without eda --json",
        "attx evaluate stress.attx OTHER --smooth 60",
        "attx evaluate runs/wesad/folds/S2 WESAD --subjects S2 --device wrist --out runs/chest-to-wrist",
    ];

    public static Command Create(App app)
    {
        var model = new Argument<string>("MODEL") { Description = "A model (attx train), or a run's fold (RUN/folds/S2) or its file" };
        Argument<string> data = WorkSymbols.Data();
        Option<string?> device = OptionSymbols.Symbol(DataGroup.Device, "The device whose channels are used [default: the model's, or the data's only one]");
        Option<string?> modalities = OptionSymbols.Symbol(DataGroup.Modalities, "Its channels, one an input of the model [default: the model's; on another device, that device's]");
        Option<string?> subjects = OptionSymbols.Symbol(TrainingGroup.Subjects, "The subjects to score [default: all]");
        Option<string[]> without = Without();
        var folder = new Option<string?>("--out") { Description = "Folder for result.json and each subject's predictions.csv", HelpName = "FOLDER" };
        var command = new Command("evaluate", "Score a trained model on a dataset, prepared as the model's own was.") { model, data, device, modalities, subjects, without, folder };
        var postprocessing = new PostprocessingSymbols(command, isScored: true);
        var work = new WorkSymbols("Subjects");
        work.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            int workers = work.Workers(parsed);
            if (parsed.GetValue(folder) is { } unused)
                EvaluationResult.RequireFree(unused);
            IModel trained = ModelArgument.Load(app, parsed, parsed.GetRequiredValue(model), parsed.GetRequiredValue(data));
            IDataset dataset = app.Datasets.Open(parsed.GetRequiredValue(data));
            (Device? chosen, IReadOnlyList<Modality>? channels) = Channels(dataset, trained.Options.Device, parsed.GetValue(device), parsed.GetValue(modalities));
            EvaluationResult result = new ModelEvaluation(dataset, trained)
            {
                Device = chosen,
                Modalities = channels,
                Subjects = parsed.GetValue(subjects)?.Split(',', StringSplitOptions.TrimEntries) ?? [],
                Without = [.. (parsed.GetValue(without) ?? []).SelectMany(Hidden)],
                Postprocessing = postprocessing.Read(parsed),
                Workers = workers,
                Cache = work.Cache(parsed),
            }.Run(new Notes(app.Error).Add, scores => app.Error.WriteLine($"scored {scores.Subject}"), cancellation);
            if (parsed.GetValue(folder) is { } path)
                result.Save(path);
            ResultView.Print(app, result, parsed.GetValue(folder), work.Json(parsed));
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command, Shown);
        return command;
    }

    private static Option<string[]> Without() => new("--without")
    {
        Description = "Modalities to hide from the model, as if their sensors were missing",
        HelpName = "eda",
    };

    /// <exception cref="OptionsException">There is no such modality.</exception>
    private static Modality[] Hidden(string names)
    {
        try
        {
            return [.. names.Split(',', StringSplitOptions.TrimEntries).Select(OptionTable.Modalities.Parse)];
        }
        catch (FormatException e)
        {
            throw new OptionsException([$"--without {e.Message}."]);
        }
    }

    /// <summary>Parses the request, with the same checks as a run's options.</summary>
    /// <exception cref="OptionsException">The device does not exist, or does not record the modality.</exception>
    private static (Device? Device, IReadOnlyList<Modality>? Modalities) Channels(IDataset dataset, Device trained, string? device, string? modalities)
    {
        Device assumed = dataset.Devices is [var only] ? only : trained;
        OptionReader reader = new OptionReader().Give(DataGroup.Device.Name, device ?? assumed.ToString());
        if (modalities != null)
            reader.Give(DataGroup.Modalities.Name, modalities);
        ExperimentOptions given = reader.Read();
        return (device == null ? null : given.Device, modalities == null ? null : given.Modalities);
    }
}
