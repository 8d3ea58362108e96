using System.CommandLine;
using System.CommandLine.Parsing;
using AttX.Experiments;

namespace AttX.Cli.Commands;

/// <summary>The experiment's options on the command line, all but some.</summary>
internal sealed class OptionSymbols(params string[] without)
{
    private readonly Dictionary<ExperimentOption, Option> _options =
        OptionTable.All.Where(o => !without.Contains(o.Name)).ToDictionary(option => option, Symbol);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option symbol in _options.Values)
            command.Options.Add(symbol);
    }

    /// <summary>Those that were given, with their texts.</summary>
    public IEnumerable<(string Name, string Text)> Given(ParseResult parsed)
    {
        foreach ((ExperimentOption option, Option symbol) in _options)
            if (parsed.GetResult(symbol) is OptionResult { Implicit: false } given)
                yield return (option.Name, option.Form == OptionForm.Flag
                    ? given.GetValueOrDefault<bool>() ? "true" : "false"
                    : given.GetValueOrDefault<string>() ?? "");
    }

    private static Option Symbol(ExperimentOption option) => option.Form == OptionForm.Flag
        ? new Option<bool>("--" + option.Name) { Description = option.Help }
        : new Option<string>("--" + option.Name) { Description = option.Help, HelpName = option.Value };
}
