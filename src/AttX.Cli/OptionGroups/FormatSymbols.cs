using System.CommandLine;
using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Ground;
using AttX.Options;
using AttX.Signals.Modalities;

namespace AttX.Cli.OptionGroups;

/// <summary>Options shared by commands that read recordings in any format: what the files do not state themselves.</summary>
internal sealed class FormatSymbols(DatasetCatalogue datasets)
{
    private readonly Names<Choice> _choices = NamesOf(datasets);

    private readonly Option<string?> _format = new("--format")
    {
        Description = "The recordings' format [default: told by content]",
        HelpName = string.Join('|', NamesOf(datasets).All),
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

    /// <summary>The kind of dataset to read the recordings as; null if none was named.</summary>
    public DatasetKind? Kind(ParseResult parsed) => Chosen(parsed).Kind;

    /// <summary>Returns the given values.</summary>
    /// <exception cref="OptionsException">A value is impossible; the message names it.</exception>
    public FormatOptions Read(ParseResult parsed) => new()
    {
        Format = Chosen(parsed).Format,
        Columns = ByModality(_columns, parsed),
        Units = ByModality(_units, parsed),
        TimeColumn = parsed.GetValue(_timeColumn),
        TimeUnit = parsed.GetValue(_timeUnit),
        RateHz = parsed.GetValue(_rate),
    };

    /// <summary>The modality of a name.</summary>
    /// <exception cref="OptionsException">There is no such modality; the message begins with the option.</exception>
    public static Modality Modality(string option, string name) => Parsed(option, () => OptionTable.Modalities.Parse(name.Trim()));

    private Choice Chosen(ParseResult parsed) =>
        parsed.GetValue(_format) is { } format ? Parsed("--format", () => _choices.Parse(format)) : default;

    private static Names<Choice> NamesOf(DatasetCatalogue datasets) => new(
    [
        .. datasets.Kinds.Select(kind => (kind.Name, new Choice(kind, null))),
        .. FormatCatalogue.All.Select(format => (format.Name, new Choice(null, format))),
    ]);

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

    /// <summary>A kind of dataset, or a format.</summary>
    private readonly record struct Choice(DatasetKind? Kind, RecordingFormat? Format);
}
