using System.CommandLine;
using AttX.Cli.Shell;
using AttX.Options;

namespace AttX.Cli.OptionGroups;

/// <summary>Arguments and options shared by commands that run experiments.</summary>
internal sealed class RunSymbols : WorkSymbols
{
    private readonly Option<string> _folder = new("--out") { Description = "Folder of the run", HelpName = "RUN", Required = true };

    private readonly Option<bool> _resume = new("--resume") { Description = "Continue the run in RUN; start one where there is none" };

    private readonly OptionSymbols _options;

    /// <summary>Adds the symbols to a command, and all options of the experiment except those that the command sets itself.</summary>
    public RunSymbols(Command command, DataSymbols data, params ExperimentOption[] without)
        : base("Folds")
    {
        data.AddTo(command, tests: true);
        command.Options.Add(_folder);
        command.Options.Add(_resume);
        AddTo(command);
        _options = new OptionSymbols(command, OptionTable.Of(Enum.GetValues<OptionGroup>()).Except(without));
    }

    /// <summary>Returns the experiment's options that were given, with their texts.</summary>
    public IEnumerable<(string Name, string Text)> Given(ParseResult parsed) => _options.Given(parsed);

    /// <summary>The run's folder.</summary>
    public string Folder(ParseResult parsed) => parsed.GetRequiredValue(_folder);

    /// <summary>Whether the folder may already hold the run.</summary>
    public bool Resume(ParseResult parsed) => parsed.GetValue(_resume);

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
}
