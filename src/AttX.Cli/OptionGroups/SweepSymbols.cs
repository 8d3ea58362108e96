using System.CommandLine;
using System.Globalization;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Cluster;
using AttX.Ground;
using AttX.Options;
using AttX.Sweeps;

namespace AttX.Cli.OptionGroups;

/// <summary>Options shared by <c>attx paper</c> and <c>attx sweep</c>.</summary>
internal sealed class SweepSymbols
{
    private readonly Option<string?> _seeds = new("--seeds")
    {
        Description = $"Run every row once per seed [default: {TrainingGroup.Seed.Default}]",
        HelpName = "1,2,3",
    };

    private readonly Option<bool> _across = new("--across")
    {
        Description = "With several datasets: train each row on each dataset, and test it there and on every other one",
    };

    private readonly EngineSymbols _engine;

    public SweepSymbols(Command command)
    {
        command.Options.Add(_seeds);
        command.Options.Add(_across);
        _engine = new EngineSymbols(command);
    }

    /// <summary>Returns the seeds given, or null.</summary>
    public IReadOnlyList<ulong>? Seeds(ParseResult parsed) => parsed.GetValue(_seeds) is not { } text ? null :
        [.. text.Split(',').Select(item => ulong.TryParse(item.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
            : throw new OptionsException([$"--seeds must be whole numbers from 0, got {text}."]))];

    /// <summary>Makes the datasets an axis of the rows: each inside each dataset, or <c>--across</c> them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="data">The datasets.</param>
    /// <param name="hasSplit">Whether a split is given, which then says how the datasets are used.</param>
    /// <exception cref="OptionsException">There is but one dataset to test across, or a split says otherwise.</exception>
    public IReadOnlyList<RowSettings> Multiply(ParseResult parsed, IReadOnlyList<RowSettings> rows, OpenedData data, bool hasSplit)
    {
        bool across = parsed.GetValue(_across);
        if (across && hasSplit)
            throw new OptionsException(["--across trains and tests on every pair of datasets: leave out --test and the split."]);
        return hasSplit ? rows : DatasetAxis.Multiply(rows, data.Names, across);
    }

    /// <summary>Runs a sweep and prints its table, or submits it.</summary>
    public int Run(App app, RunSymbols symbols, ParseResult parsed, SweepPlan plan, OpenedData data, CancellationToken cancellation)
    {
        if (_engine.Read(parsed, symbols.Workers(parsed, otherwise: 1), symbols.LocalOnly) is { } slurm)
        {
            var engine = new SlurmEngine(app.Output, data.Dataset, data.Paths, plan, symbols.Folder(parsed), slurm, app.Recipes);
            if (_engine.DryRun(parsed))
                engine.Print();
            else
                app.Output.WriteLine(new ProgressDisplay(app).Show(observer => engine.Submit(symbols.Resume(parsed), observer, cancellation)));
            return App.Done;
        }

        int workers = symbols.Workers(parsed);
        StoredSweep result = new ProgressDisplay(app).Show(observer =>
            new Sweep(data.Dataset, plan) { Workers = workers, Cache = symbols.Cache(parsed), Recipes = app.Recipes }
                .Run(symbols.Folder(parsed), symbols.Resume(parsed), observer, cancellation));
        SweepView.Print(app, result, symbols.Json(parsed));
        return App.Done;
    }
}
