using System.CommandLine;
using System.CommandLine.Parsing;
using AttX.Datasets;
using AttX.Ground;
using AttX.Options;

namespace AttX.Cli.OptionGroups;

/// <summary>The options of an experiment on the command line.</summary>
internal sealed class OptionSymbols
{
    private readonly Dictionary<ExperimentOption, Option> _options;

    /// <summary>Adds the options that a command reads to it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="options">The options.</param>
    /// <param name="defaults">Defaults of the command's own, for <see cref="Read"/>; null: none.</param>
    public OptionSymbols(Command command, IEnumerable<ExperimentOption> options, IReadOnlyList<(ExperimentOption Option, string Text)>? defaults = null)
    {
        _options = options.ToDictionary(
            option => option, option => SymbolWith(option, defaults?.FirstOrDefault(d => d.Option == option).Text ?? option.Default));
        foreach (Option symbol in _options.Values)
            command.Options.Add(symbol);
    }

    /// <summary>Returns the options that were given, with their texts.</summary>
    public IEnumerable<(string Name, string Text)> Given(ParseResult parsed)
    {
        foreach ((ExperimentOption option, Option symbol) in _options)
            if (parsed.GetResult(symbol) is OptionResult { Implicit: false } given)
                yield return (option.Name, option.Form == OptionForm.Flag
                    ? given.GetValueOrDefault<bool>() ? "true" : "false"
                    : given.GetValueOrDefault<string?>() ?? "");
    }

    /// <summary>Combines the options given with those of a file, which supplies the rest.</summary>
    /// <param name="given">The options given, with their texts.</param>
    /// <param name="file">The file; null: none.</param>
    /// <param name="data">The data; null: any.</param>
    /// <param name="defaults">Defaults of the command's own; null: none.</param>
    /// <exception cref="OptionsException">Something is wrong; lists all problems, one line each.</exception>
    public static ExperimentOptions Read(
        IEnumerable<(string Name, string Text)> given, string? file, IDataset? data = null,
        IReadOnlyList<(ExperimentOption Option, string Text)>? defaults = null)
    {
        var reader = new OptionReader(data);
        foreach ((string name, string text) in given)
            reader.Give(name, text);
        if (file != null)
            reader.GiveFile(file);
        return reader.GiveDefaults(defaults ?? [], "the command's default").Read();
    }

    /// <summary>The option for such a file.</summary>
    public static Option<string?> Config() => new("--config")
    {
        Description = $"JSON file of options, an earlier RUN/run.json, or a recipe ({string.Join(", ", OptionsJson.Recipes)}); the command line wins",
        HelpName = "FILE",
    };

    /// <summary>Returns one of them, for a command with a default of its own.</summary>
    public static Option<string?> Symbol(ExperimentOption option, string help) => new("--" + option.Name) { Description = help, HelpName = option.Value };

    private static Option SymbolWith(ExperimentOption option, string? value) => option.Form == OptionForm.Flag
        ? new Option<bool>("--" + option.Name) { Description = option.Help }
        : Symbol(option, value is { } text ? $"{option.Help} [default: {text}]" : option.Help);
}
