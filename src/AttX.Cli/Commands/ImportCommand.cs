using System.CommandLine;
using AttX.Cli.OptionGroups;
using AttX.Cli.Shell;
using AttX.Evaluation;
using AttX.Ground;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Preprocessing;

namespace AttX.Cli.Commands;

/// <summary><c>attx import</c>: makes a model of weights trained elsewhere, such as in PyTorch.</summary>
internal static class ImportCommand
{
    public static Command Create(App app)
    {
        var weights = new Argument<string>("WEIGHTS") { Description = "safetensors, float32, with a model's names and shapes (docs/onnx.md)" };
        var model = new Option<string>("--out") { Description = "The model to write", HelpName = "FILE.attx", Required = true };
        var means = new Option<string?>("--means") { Description = "With --normalise train or running: each filtered signal's mean in training (0 where it runs)", HelpName = "M,M" };
        var deviations = new Option<string?>("--deviations") { Description = "With --normalise train or running: its standard deviation", HelpName = "SD,SD" };
        Option<string?> config = OptionSymbols.Config();
        var command = new Command("import", "Make a model of weights trained elsewhere; the options say what network it is.")
        {
            weights, model, config, means, deviations,
        };
        var symbols = new OptionSymbols(command, OptionTable.Of(OptionGroup.Data, OptionGroup.Model));
        var output = new OutputFile(command);
        command.SetAction((parsed, cancellation) =>
        {
            string target = output.RequireFree(parsed, parsed.GetRequiredValue(model), "--out");
            ExperimentOptions options = OptionSymbols.Read(symbols.Given(parsed), parsed.GetValue(config));
            if (options.Decision != null)
                throw new OptionsException(["--fusion decision is two networks: import each by itself, with --modalities."]);
            if (options.Features != FeatureSet.None)
                throw new OptionsException(["--features: weights trained elsewhere do not say how their features were standardised: leave it out."]);
            TrainedModel imported = TrainedModel.Import(parsed.GetRequiredValue(weights), new ModelMetadata
            {
                Options = options with { Calibration = CalibrationKind.None }, // which a run's file may ask for, and weights do not bring
                Branches = options.Networks[0],
                Statistics = Statistics(
                    options, Lists.Numbers("--means", parsed.GetValue(means)), Lists.Numbers("--deviations", parsed.GetValue(deviations))),
            });
            imported.Save(target);
            app.Output.WriteLine($"{target}: {imported.Network.Arena.Parameters.Count} tensors. Next: attx evaluate {target} DATA");
            return Task.FromResult(App.Done);
        });
        Examples.AddTo(command,
            "attx import weights.safetensors --out stress.attx",
            "attx import weights.safetensors --out wrist.attx --device wrist --connection ecg-to-eda --stages 2",
            "attx import weights.safetensors --out eda.attx --modalities eda --normalise train --means 4.5 --deviations 1.75");
        return command;
    }

    private static IReadOnlyList<ChannelStatistics>? Statistics(
        ExperimentOptions options, IReadOnlyList<double>? means, IReadOnlyList<double>? deviations)
    {
        if (!options.Normalisation.NeedsTraining())
            return means == null && deviations == null ? null
                : throw new OptionsException(["--means and --deviations belong to --normalise train, running and running+train."]);
        int inputs = options.Branches.Sum(branch => branch.Axes);
        if (means?.Count != inputs || deviations?.Count != inputs || deviations.Any(d => d <= 0))
            throw new OptionsException([$"--normalise {DataGroup.NameOf(options.Normalisation)} needs --means, and --deviations above 0, {inputs} of each."]);
        return [.. means.Zip(deviations, (mean, deviation) => new ChannelStatistics(0, mean, deviation))];
    }
}
