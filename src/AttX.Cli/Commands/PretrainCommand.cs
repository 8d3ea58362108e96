using System.CommandLine;
using System.Globalization;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Formats;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Runs;
using AttX.Signals.Modalities;
using AttX.Training;

namespace AttX.Cli.Commands;

/// <summary><c>attx pretrain</c>: makes an encoder of unlabelled recordings, from which networks can start.</summary>
internal static class PretrainCommand
{
    private const string Epochs = "20";

    /// <summary>Options that concern labels, or training with them.</summary>
    private static readonly ExperimentOption[] WithLabels =
    [
        DataGroup.Task, DataGroup.Classes, DataGroup.Thresholds, DataGroup.Gaps, ModelGroup.SensorDropout, ModelGroup.Features, TrainingGroup.SkipBadWindows, TrainingGroup.LabelSmoothing,
        TrainingGroup.Schedule, TrainingGroup.AverageWeights, TrainingGroup.Augment, TrainingGroup.Balance, TrainingGroup.Ensemble, TrainingGroup.Init, TrainingGroup.Select,
        TrainingGroup.SelectGroups, TrainingGroup.Calibrate,
    ];

    private static readonly (ExperimentOption Option, string Text)[] Defaults = [.. UseDefaults.All, (TrainingGroup.Epochs, Epochs)];

    public static Command Create(App app)
    {
        var data = new Argument<string[]>("DATA") { Description = "Datasets, or recordings in any format (docs/data.md); labels are not used", Arity = ArgumentArity.OneOrMore };
        var file = new Option<string>("--out") { Description = "The encoder's file", HelpName = "ENCODER.attx", Required = true };
        Option<string?> config = OptionSymbols.Config();
        var workers = new Option<int>("--workers") { Description = "Recordings read at a time (the results do not depend on it)", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("pretrain", "Pretrain the branches of a network on unlabelled recordings, for --init of other commands.") { data, file, config, workers };
        var options = new OptionSymbols(command, OptionTable.Of(OptionGroup.Data, OptionGroup.Model, OptionGroup.Training).Except(WithLabels), Defaults);
        var output = new OutputFile(command);
        command.SetAction((parsed, cancellation) =>
        {
            string path = output.RequireFree(parsed, parsed.GetRequiredValue(file), "--out");
            int atOnce = parsed.GetValue(workers) is >= 1 and var given ? given : throw new OptionsException([$"--workers must be at least 1, got {parsed.GetValue(workers)}."]);
            IRecordingFile[] files = [.. parsed.GetRequiredValue(data).SelectMany(place => app.Datasets.OpenRecordings(place, new FormatOptions()))];
            ExperimentOptions read = Read(options.Given(parsed), parsed.GetValue(config), files);
            var pretraining = new EncoderPretraining(Chosen(files, read), read) { Workers = atOnce };
            PretrainedEncoder encoder = Uninterrupted(() => new ProgressDisplay(app).Show(observer => pretraining.Run(observer, cancellation)));
            AtomicFile.Write(path, encoder.Save);
            Print(app, pretraining, encoder, path);
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command,
            "attx pretrain STUDY --out encoder.attx",
            "attx pretrain STUDY night1.edf night2.edf --out wrist.attx --device wrist --modalities bvp,eda --epochs 50",
            "attx pretrain WESAD --out paper.attx --normalise session --subjects S2,S3,S4");
        return command;
    }

    private static ExperimentOptions Read(IEnumerable<(string Name, string Text)> given, string? config, IRecordingFile[] files)
    {
        var reader = new OptionReader();
        foreach ((string name, string text) in given)
            reader.Give(name, text);
        if (config != null)
            reader.GiveFile(config);
        if (files.All(f => f.Signals.All(s => s.Device == Device.Wrist)))
            reader.GiveDefault(DataGroup.Device.Name, "wrist", "the recordings");
        return reader.GiveDefaults(UseDefaults.All, "the command's default").GiveDefaults([(TrainingGroup.Epochs, Epochs)], "the command's default").Read();
    }

    private static UnlabelledRecording[] Chosen(IRecordingFile[] files, ExperimentOptions options)
    {
        string[] unknown = [.. options.Subjects.Except(files.Select(f => f.Name))];
        return unknown.Length > 0 ? throw new OptionsException([$"--subjects {string.Join(',', unknown)}: not in the data, which have {string.Join(", ", files.Select(f => f.Name))}."])
            : [.. files.Where(f => options.Subjects.Count == 0 || options.Subjects.Contains(f.Name))
                .Select(f => new UnlabelledRecording(f.Name, () => f.Read(options.Modalities, options.Device).Recording))];
    }

    private static T Uninterrupted<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException("interrupted; nothing was written. The same command starts anew.");
        }
    }

    private static void Print(App app, EncoderPretraining pretraining, PretrainedEncoder encoder, string path)
    {
        PretextEpoch last = pretraining.History[^1];
        string known = string.Join(", ", encoder.Options.Branches.Zip(last.Transformations, (branch, share) => $"{branch.Name} {Percent(share)}"));
        app.Output.WriteLine($"Pretrained on {encoder.Training.Count} recordings, {pretraining.Windows} windows, {last.Epoch} epochs.");
        app.Output.WriteLine($"Recognised in the last epoch: transformations of {known} (chance {Percent(1.0 / Enum.GetValues<Transformation>().Length)})"
            + (last.Moments is { } moments ? $"; whether signals are of one moment {Percent(moments)} (chance {Percent(0.5)})." : "."));
        app.Output.WriteLine($"The encoder is {path}. Next: attx train DATA --init {path}, or attx loso DATA --init {path} on other people, with the same options of data and network.");
    }

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
