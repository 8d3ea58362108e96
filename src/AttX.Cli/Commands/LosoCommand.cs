using System.CommandLine;
using System.CommandLine.Parsing;
using AttX.Experiments;
using AttX.Signals.Datasets.Wesad;

namespace AttX.Cli.Commands;

/// <summary><c>attx loso</c>: the main job.</summary>
internal static class LosoCommand
{
    public static Command Create(App app)
    {
        var data = new Argument<string>("DATA") { Description = "WESAD: its folder, WESAD.zip, or one SX.pkl" };
        var folder = new Option<string>("--out") { Description = "Folder of the run", HelpName = "RUN", Required = true };
        var config = new Option<string?>("--config")
        {
            Description = "JSON file of options, or an earlier RUN/run.json; the command line wins",
            HelpName = "FILE",
        };
        var resume = new Option<bool>("--resume") { Description = "Continue the run in RUN; start one where there is none" };
        var workers = new Option<int>("--workers")
        {
            Description = "Folds at a time (the results do not depend on it)",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var json = new Option<bool>("--json") { Description = "Print result.json alone on the standard output" };
        var noCache = new Option<bool>("--no-cache") { Description = "Neither use nor keep preprocessed windows" };
        var command = new Command("loso", "Train and test leave-one-subject-out.") { data, folder };
        var options = OptionTable.All.ToDictionary(option => option, Symbol);
        foreach (Option symbol in options.Values)
            command.Options.Add(symbol);
        foreach (Option symbol in new Option[] { config, resume, workers, json, noCache })
            command.Options.Add(symbol);

        command.SetAction((parsed, cancellation) =>
        {
            ExperimentOptions experiment = Read(parsed, options, parsed.GetValue(config));
            if (parsed.GetValue(workers) < 1)
                throw new OptionsException([$"--workers must be at least 1, got {parsed.GetValue(workers)}."]);
            string run = parsed.GetRequiredValue(folder);
            try
            {
                var display = new ProgressDisplay(app);
                ExperimentResult result = display.Show(observer => new Experiment(WesadSource.Open(parsed.GetRequiredValue(data)), experiment)
                {
                    Workers = parsed.GetValue(workers),
                    Cache = parsed.GetValue(noCache) ? null : new WindowCache(WindowCache.DefaultFolder),
                }.Run(run, parsed.GetValue(resume), observer, cancellation));
                ResultView.Print(app, result, parsed.GetValue(json));
                return Task.FromResult(App.Done);
            }
            catch (OperationCanceledException)
            {
                throw new InterruptedException($"interrupted; the same command with --resume continues the run in {run}.");
            }
        });
        Examples.AddTo(command,
            "attx loso WESAD --out runs/wesad",
            "attx loso WESAD.zip --out runs/wrist --device wrist --modalities bvp,eda --epochs 5",
            "attx loso WESAD --out runs/one-way --connection ecg-to-eda --stages 2,3 --seed 7",
            "attx loso WESAD --out runs/decision --fusion decision --decision weighted",
            "attx loso WESAD --out runs/wesad --resume");
        return command;
    }

    private static Option Symbol(ExperimentOption option) => option.Form == OptionForm.Flag
        ? new Option<bool>("--" + option.Name) { Description = option.Help }
        : new Option<string>("--" + option.Name) { Description = option.Help, HelpName = option.Value };

    private static ExperimentOptions Read(ParseResult parsed, Dictionary<ExperimentOption, Option> options, string? config)
    {
        var reader = new OptionReader();
        foreach ((ExperimentOption option, Option symbol) in options)
            if (parsed.GetResult(symbol) is OptionResult { Implicit: false } given)
                reader.Give(option.Name, option.Form == OptionForm.Flag
                    ? given.GetValueOrDefault<bool>() ? "true" : "false"
                    : given.GetValueOrDefault<string>() ?? "");
        if (config != null)
            reader.GiveFile(config);
        return reader.Read();
    }
}
