using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Datasets.Catalogue;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Onnx;
using AttX.Signals.Modalities;

namespace AttX.Cli.Commands;

/// <summary><c>attx export</c>: writes a trained model for other runtimes.</summary>
internal static class ExportCommand
{
    public static Command Create(App app)
    {
        var model = new Argument<string>("MODEL") { Description = "A model's file, or a fold's folder (RUN/folds/S2)" };
        var onnx = new Option<string>("--onnx") { Description = "The ONNX file to write", HelpName = "FILE", Required = true };
        var preprocessing = new Option<bool>("--with-preprocessing")
        {
            Description = "Take raw recordings: filter, standardise, resample and cut windows inside the model",
        };
        var rates = new Option<string?>("--native-rates")
        {
            Description = "Sampling rates of the raw signals, one an input [default: the device's in WESAD]",
            HelpName = "HZ,HZ",
        };
        var command = new Command("export", "Write a trained model as ONNX (opset 17).") { model, onnx, preprocessing, rates };
        var output = new OutputFile(command);
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(rates) != null && !parsed.GetValue(preprocessing))
                throw new OptionsException(["--native-rates belongs to --with-preprocessing."]);
            app.Models.RequireNetwork(parsed.GetRequiredValue(model), "export");
            string source = ModelFile(parsed.GetRequiredValue(model)), target = output.RequireFree(parsed, parsed.GetRequiredValue(onnx), "--onnx");
            TrainedModel trained = TrainedModel.Load(source);
            IReadOnlyList<int>? native = !parsed.GetValue(preprocessing) ? null
                : Lists.Integers("--native-rates", parsed.GetValue(rates)) ?? Rates(app.Datasets, trained.Metadata);
            AtomicFile.Write(target, stream => OnnxExport.Write(stream, trained, native));
            IEnumerable<string> inputs = trained.Metadata.Modalities.Select(m => m.Info().Name + (native == null ? "" : "_raw"))
                .Concat(trained.Network.Options.AllowsAbsence ? ["present"] : []);
            app.Output.WriteLine($"{target}: from {string.Join(" and ", inputs)} to probabilities.");
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command,
            "attx export stress.attx --onnx stress.onnx",
            "attx export runs/wesad/folds/S2 --onnx stress.onnx --with-preprocessing",
            "attx export runs/wrist/folds/S2 --onnx wrist.onnx --with-preprocessing --native-rates 64,4");
        return command;
    }

    private static IReadOnlyList<int> Rates(DatasetCatalogue datasets, ModelMetadata model) =>
        [.. model.Modalities.Select(modality => datasets.NativeRateHz(model.Options.Device, modality) ?? throw new OptionsException(
            [$"--native-rates is missing: at which rate the {model.Options.Device.Info().Name} samples {modality.Info().Label} is not known."]))];

    /// <summary>Finds the single network of a file or of a fold's folder.</summary>
    private static string ModelFile(string path)
    {
        if (!Directory.Exists(path))
            return path;
        FolderTree.Require(path, name => name.StartsWith("model", StringComparison.Ordinal));
        string alone = Path.Combine(path, "model.safetensors");
        return File.Exists(alone) ? alone : throw new OptionsException(
            [$"{path}: holds no model.safetensors. Give a fold's folder, such as RUN/folds/S2, or one of a decision fusion's files."]);
    }
}
