using System.CommandLine;
using System.Globalization;
using AttX.Experiments;
using AttX.Signals.Datasets.Wesad;

namespace AttX.Cli.Commands;

/// <summary>What <c>attx paper</c> and <c>attx sweep</c> share.</summary>
internal sealed class SweepSymbols
{
    private readonly Option<string?> _seeds = new("--seeds") { Description = "Run every row once a seed [default: 1]", HelpName = "1,2,3" };

    public SweepSymbols(Command command) => command.Options.Add(_seeds);

    /// <summary>The seeds given, or null.</summary>
    public IReadOnlyList<ulong>? Seeds(ParseResult parsed) => parsed.GetValue(_seeds) is not { } text ? null :
        [.. text.Split(',').Select(item => ulong.TryParse(item.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
            : throw new OptionsException([$"--seeds must be whole numbers from 0, got {text}."]))];

    /// <summary>Runs a sweep and prints its table.</summary>
    public static int Run(App app, RunSymbols symbols, ParseResult parsed, SweepPlan plan, string data, CancellationToken cancellation)
    {
        int workers = symbols.Workers(parsed);
        StoredSweep result = new ProgressDisplay(app).Show(observer =>
            new Sweep(WesadSource.Open(data), plan) { Workers = workers, Cache = symbols.Cache(parsed) }
                .Run(symbols.Folder(parsed), symbols.Resume(parsed), observer, cancellation));
        SweepView.Print(app, result, symbols.Json(parsed));
        return App.Done;
    }
}
