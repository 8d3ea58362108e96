using System.CommandLine;
using AttX.Experiments;

namespace AttX.Cli.Commands;

/// <summary>What commands share that work through a dataset.</summary>
/// <param name="unit">What is done at a time, in the plural.</param>
internal class WorkSymbols(string unit)
{
    private readonly Option<int> _workers = new("--workers")
    {
        Description = $"{unit} at a time (the results do not depend on it)",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print result.json alone on the standard output" };

    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Neither use nor keep preprocessed windows" };

    /// <summary>The dataset as an argument.</summary>
    public static Argument<string> Data() => new("DATA") { Description = "WESAD: its folder, WESAD.zip, or one SX.pkl" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _workers, _json, _noCache })
            command.Options.Add(option);
    }

    /// <summary>Whether to print JSON alone.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Folds or subjects at a time.</summary>
    public int Workers(ParseResult parsed) => parsed.GetValue(_workers) is >= 1 and int n ? n
        : throw new OptionsException([$"--workers must be at least 1, got {parsed.GetValue(_workers)}."]);

    /// <summary>Where windows are kept, if they are.</summary>
    public WindowCache? Cache(ParseResult parsed) => parsed.GetValue(_noCache) ? null : new WindowCache(WindowCache.DefaultFolder);
}
