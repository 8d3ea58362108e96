using System.CommandLine;
using System.CommandLine.Parsing;
using AttX.Experiments;

namespace AttX.Cli.Commands;

/// <summary>The arguments and options that commands share which run experiments.</summary>
internal sealed class RunSymbols : WorkSymbols
{
    private readonly Option<string> _folder = new("--out") { Description = "Folder of the run", HelpName = "RUN", Required = true };

    private readonly Option<bool> _resume = new("--resume") { Description = "Continue the run in RUN; start one where there is none" };

    private readonly Dictionary<ExperimentOption, Option> _options;

    /// <summary>Adds the symbols to a command, and of the experiment's options all but some.</summary>
    public RunSymbols(Command command, Symbol data, params string[] without)
        : base("Folds")
    {
        if (data is Argument argument)
            command.Arguments.Add(argument);
        else
            command.Options.Add((Option)data);
        command.Options.Add(_folder);
        _options = OptionTable.All.Where(o => !without.Contains(o.Name)).ToDictionary(option => option, Symbol);
        command.Options.Add(_resume);
        AddTo(command);
        foreach (Option symbol in _options.Values)
            command.Options.Add(symbol);
    }

    /// <summary>The run's folder.</summary>
    public string Folder(ParseResult parsed) => parsed.GetRequiredValue(_folder);

    /// <summary>Whether the folder may hold the run already.</summary>
    public bool Resume(ParseResult parsed) => parsed.GetValue(_resume);

    /// <summary>The experiment's options that were given, with their texts.</summary>
    public IEnumerable<(string Name, string Text)> Given(ParseResult parsed)
    {
        foreach ((ExperimentOption option, Option symbol) in _options)
            if (parsed.GetResult(symbol) is OptionResult { Implicit: false } given)
                yield return (option.Name, option.Form == OptionForm.Flag
                    ? given.GetValueOrDefault<bool>() ? "true" : "false"
                    : given.GetValueOrDefault<string>() ?? "");
    }

    /// <summary>Runs something that a later call can continue.</summary>
    public int Resumable(ParseResult parsed, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException($"interrupted; the same command with --resume continues the run in {Folder(parsed)}.");
        }
    }

    private static Option Symbol(ExperimentOption option) => option.Form == OptionForm.Flag
        ? new Option<bool>("--" + option.Name) { Description = option.Help }
        : new Option<string>("--" + option.Name) { Description = option.Help, HelpName = option.Value };
}
