using System.CommandLine;
using AttX.Cli.Shell;
using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;

namespace AttX.Cli.OptionGroups;

/// <summary>Datasets that were opened for a command.</summary>
/// <param name="Paths">Their names and paths.</param>
/// <param name="Dataset">The one, or all together.</param>
/// <param name="Split">The split that <c>--test</c> asks for; null without it.</param>
internal sealed record OpenedData(IReadOnlyList<DataPath> Paths, IDataset Dataset, Split? Split)
{
    /// <summary>Names of the datasets if there are several; else empty.</summary>
    public IReadOnlyList<string> Names => Paths.Count > 1 ? [.. Paths.Select(p => p.Name)] : [];

    /// <summary>Returns the options given, with the split of <c>--test</c>.</summary>
    /// <exception cref="OptionsException">A split was given beside it.</exception>
    public IEnumerable<(string Name, string Text)> With(IEnumerable<(string Name, string Text)> given)
    {
        (string Name, string Text)[] all = [.. given];
        string split = EvaluationGroup.Split.Name;
        if (Split != null && all.Any(o => o.Name == split))
            throw new OptionsException([$"--{split} and --test both say who is tested on: give one of them."]);
        return Split == null ? all : [.. all, (split, Split.ToString())];
    }
}

/// <summary>One or several datasets, and those to test on.</summary>
internal sealed class DataSymbols
{
    private const string Several = WorkSymbols.DataDescription + "; several are used together, each named by its folder or as NAME=PATH";

    private readonly Symbol _data;
    private readonly Option<string[]> _test = new("--test")
    {
        Description = "Train on all of DATA, and test on every subject of this dataset; again for another (docs/splits.md)",
        HelpName = "OTHER",
    };

    private DataSymbols(Symbol data) => _data = data;

    /// <summary>The datasets as arguments.</summary>
    public static DataSymbols Arguments()
    {
        var data = new Argument<string[]>("DATA") { Description = Several, Arity = ArgumentArity.OneOrMore };
        data.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => Misspelling.IsOption(t.Value)))
                result.AddError("An option is unknown.");
        });
        return new DataSymbols(data);
    }

    /// <summary>The datasets as an option.</summary>
    public static DataSymbols Options() => new(new Option<string[]>("--data") { Description = Several + "; again for another", HelpName = "DATA", Required = true });

    /// <summary>Adds the symbols to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="tests">Whether the command tests what it trains.</param>
    public void AddTo(Command command, bool tests)
    {
        if (_data is Argument argument)
            command.Arguments.Add(argument);
        else
            command.Options.Add((Option)_data);
        if (tests)
            command.Options.Add(_test);
    }

    /// <summary>Opens the datasets.</summary>
    /// <exception cref="OptionsException">One is named twice.</exception>
    /// <exception cref="InvalidDataException">A path holds no dataset, or a damaged one.</exception>
    public OpenedData Open(App app, ParseResult parsed)
    {
        string[] data = _data is Argument<string[]> argument ? parsed.GetRequiredValue(argument) : parsed.GetRequiredValue((Option<string[]>)_data);
        string[] test = parsed.GetResult(_test) is { Implicit: false } ? parsed.GetRequiredValue(_test) : [];
        IReadOnlyList<DataPath> paths = DataPath.Of([.. data, .. test]);
        string[] names = [.. paths.Select(p => p.Name)];
        return new OpenedData(paths, app.Datasets.Open(paths), test.Length == 0 ? null : Split.Across(names[..data.Length], names[data.Length..]));
    }
}
