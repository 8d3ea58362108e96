using System.CommandLine;
using System.Globalization;
using AttX.Cli.Shell;
using AttX.Cli.Views;
using AttX.Cluster;
using AttX.Datasets;
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

    private readonly EngineSymbols _engine;

    public SweepSymbols(Command command)
    {
        command.Options.Add(_seeds);
        _engine = new EngineSymbols(command);
    }

    /// <summary>Returns the seeds given, or null.</summary>
    public IReadOnlyList<ulong>? Seeds(ParseResult parsed) => parsed.GetValue(_seeds) is not { } text ? null :
        [.. text.Split(',').Select(item => ulong.TryParse(item.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
            : throw new OptionsException([$"--seeds must be whole numbers from 0, got {text}."]))];

    /// <summary>Runs a sweep and prints its table, or submits it.</summary>
    public int Run(App app, RunSymbols symbols, ParseResult parsed, SweepPlan plan, IDataset dataset, string data, CancellationToken cancellation)
    {
        if (_engine.Read(parsed, symbols.Workers(parsed, otherwise: 1), symbols.LocalOnly) is { } slurm)
        {
            var engine = new SlurmEngine(app.Output, dataset, data, plan, symbols.Folder(parsed), slurm);
            if (_engine.DryRun(parsed))
                engine.Print();
            else
                app.Output.WriteLine(new ProgressDisplay(app).Show(observer => engine.Submit(symbols.Resume(parsed), observer, cancellation)));
            return App.Done;
        }

        int workers = symbols.Workers(parsed);
        StoredSweep result = new ProgressDisplay(app).Show(observer =>
            new Sweep(dataset, plan) { Workers = workers, Cache = symbols.Cache(parsed) }
                .Run(symbols.Folder(parsed), symbols.Resume(parsed), observer, cancellation));
        SweepView.Print(app, result, symbols.Json(parsed));
        return App.Done;
    }
}
