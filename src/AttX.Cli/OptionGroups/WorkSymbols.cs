using System.CommandLine;
using AttX.Ground;
using AttX.Windows;

namespace AttX.Cli.OptionGroups;

/// <summary>What commands share that work through a dataset, or through recordings.</summary>
/// <param name="unit">What is done at a time, in the plural.</param>
/// <param name="json">What <c>--json</c> prints.</param>
/// <param name="caches">Whether windows are kept between runs.</param>
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

    /// <summary>What a dataset is.</summary>
    public const string DataDescription = "WESAD (its folder, WESAD.zip, or one SX.pkl), or another dataset (docs/data.md)";

    /// <summary>The dataset as an argument.</summary>
    public static Argument<string> Data() => new("DATA") { Description = DataDescription };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in caches ? new Option[] { _workers, _json, _noCache } : [_workers, _json])
            command.Options.Add(option);
    }

    /// <summary>Options that only work on this machine heeds.</summary>
    public Option[] LocalOnly => [_json, _noCache];

    /// <summary>Whether to print JSON alone.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Folds or subjects at a time; the machine's processors, or <paramref name="otherwise"/>, where the user says nothing.</summary>
    public int Workers(ParseResult parsed, int? otherwise = null)
    {
        int given = otherwise is { } n && parsed.GetResult(_workers) is not { Implicit: false } ? n : parsed.GetValue(_workers);
        return given >= 1 ? given : throw new OptionsException([$"--workers must be at least 1, got {given}."]);
    }

    /// <summary>Where windows are kept, if they are.</summary>
    public WindowCache? Cache(ParseResult parsed) => parsed.GetValue(_noCache) ? null : new WindowCache(WindowCache.DefaultFolder);
}
