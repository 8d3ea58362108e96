using System.CommandLine;
using AttX.Ground;
using AttX.Windows;

namespace AttX.Cli.OptionGroups;

/// <summary>Options shared by commands that process a dataset or recordings.</summary>
/// <param name="unit">Unit of the work, in the plural.</param>
/// <param name="json">What <c>--json</c> prints.</param>
/// <param name="caches">Whether windows are cached between runs.</param>
internal class WorkSymbols(string unit, string json = "result.json", bool caches = true)
{
    private readonly Option<int> _workers = new("--workers")
    {
        Description = $"{unit} at a time (the results do not depend on it)",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<bool> _json = new("--json") { Description = $"Print {json} alone on the standard output" };

    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Neither use nor keep preprocessed windows" };

    /// <summary>Description of a dataset.</summary>
    public const string DataDescription = "WESAD (its folder, WESAD.zip, or one SX.pkl), or another dataset (docs/data.md)";

    /// <summary>The dataset as an argument.</summary>
    public static Argument<string> Data() => new("DATA") { Description = DataDescription };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in caches ? new Option[] { _workers, _json, _noCache } : [_workers, _json])
            command.Options.Add(option);
    }

    /// <summary>Options that apply only to work on this machine.</summary>
    public Option[] LocalOnly => [_json, _noCache];

    /// <summary>Whether to print JSON alone.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Returns the folds or subjects to process concurrently, by default the processors or <paramref name="otherwise"/>.</summary>
    public int Workers(ParseResult parsed, int? otherwise = null)
    {
        int given = otherwise is { } n && parsed.GetResult(_workers) is not { Implicit: false } ? n : parsed.GetValue(_workers);
        return given >= 1 ? given : throw new OptionsException([$"--workers must be at least 1, got {given}."]);
    }

    /// <summary>Returns the folder of the window cache, if it is used.</summary>
    public WindowCache? Cache(ParseResult parsed) => parsed.GetValue(_noCache) ? null : new WindowCache(WindowCache.DefaultFolder);
}
