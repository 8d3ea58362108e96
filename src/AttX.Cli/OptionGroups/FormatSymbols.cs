using System.CommandLine;
using AttX.Datasets;
using AttX.Formats;
using AttX.Ground;
using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Cli.OptionGroups;

/// <summary>What commands share that read recordings in any format: what the files cannot say about themselves.</summary>
internal sealed class FormatSymbols(DatasetCatalogue datasets)
{
    private readonly Option<string?> _format = new("--format")
    {
        Description = "The recordings' format [default: told by content]",
        HelpName = string.Join('|', [.. datasets.Kinds.Select(k => k.Name), .. FormatCatalogue.All.Select(f => f.Name)]),
    };

    private readonly Option<string[]> _columns = new("--column")
    {
        Description = "Which signal is which, by its name or number from 1 [default: told by name]",
        HelpName = "ecg=NAME",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _units = new("--unit")
    {
        Description = "The unit a signal is in, where the file does not say or says it wrongly",
        HelpName = "eda=uS",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _timeColumn = new("--time-column") { Description = "CSV: the column of time stamps, by name or number", HelpName = "NAME" };
    private readonly Option<string?> _timeUnit = new("--time-unit") { Description = "CSV: the unit of the time stamps", HelpName = "s|ms|us|ns" };
    private readonly Option<double?> _rate = new("--rate") { Description = "CSV: samples per second; time stamps are not looked at", HelpName = "HZ" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _format, _columns, _units, _timeColumn, _timeUnit, _rate })
            command.Options.Add(option);
    }

    /// <summary>The kind of dataset that the recordings are to be taken for; null: none was named.</summary>
    public DatasetKind? Kind(ParseResult parsed) => datasets.Kinds.FirstOrDefault(kind => kind.Name == parsed.GetValue(_format));

    /// <summary>What was given.</summary>
    /// <exception cref="OptionsException">A value that cannot be: says which.</exception>
    public FormatOptions Read(ParseResult parsed) => new()
    {
        Format = parsed.GetValue(_format) is { } format && Kind(parsed) == null ? Parsed("--format", () => FormatCatalogue.Parse(format)) : null,
        Columns = ByModality(_columns, parsed),
        Units = ByModality(_units, parsed),
        TimeColumn = parsed.GetValue(_timeColumn),
        TimeUnit = parsed.GetValue(_timeUnit),
        RateHz = parsed.GetValue(_rate),
    };

    private static Dictionary<Modality, string> ByModality(Option<string[]> option, ParseResult parsed)
    {
        var values = new Dictionary<Modality, string>();
        foreach (string text in parsed.GetValue(option)!)
        {
            string[] parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [_, { Length: > 0 } value])
                throw new OptionsException([$"{option.Name} must be like {option.HelpName}, got {text}."]);
            if (!values.TryAdd(Parsed($"{option.Name} {text}: the signal", () => OptionTable.Modalities.Parse(parts[0])), value))
                throw new OptionsException([$"{option.Name} {text}: {parts[0]} is given twice."]);
        }

        return values;
    }

    private static T Parsed<T>(string what, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException e)
        {
            throw new OptionsException([$"{what} {e.Message}."]);
        }
    }
}
