using System.CommandLine;
using AttX.Cluster;
using AttX.Ground;

namespace AttX.Cli.OptionGroups;

/// <summary>The options that choose where a sweep runs.</summary>
internal sealed class EngineSymbols
{
    private readonly Option<string> _engine = new("--engine")
    {
        Description = "Where folds are trained: on this machine, or on a Slurm cluster that shares RUN and the data (docs/cluster.md)",
        HelpName = "local|slurm",
        DefaultValueFactory = _ => "local",
    };

    private readonly Option<string?> _partition = new("--partition")
    {
        Description = "Slurm: the partition [default: the cluster's]",
        HelpName = "NAME",
    };

    private readonly Option<string?> _time = new("--time")
    {
        Description = "Slurm: a task's time limit; one that reaches it is continued",
        HelpName = "HH:MM:SS",
    };

    private readonly Option<string?> _memory = new("--mem") { Description = "Slurm: a task's memory", HelpName = "2G" };

    private readonly Option<int?> _arrayLimit = new("--array-limit") { Description = "Slurm: tasks at a time", HelpName = "N" };

    private readonly Option<int?> _foldsPerTask = new("--folds-per-task")
    {
        Description = "Slurm: folds a task trains [default: as many as at a time, --workers, which is 1 there]",
        HelpName = "K",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Slurm: print the scripts, submit nothing" };

    public EngineSymbols(Command command)
    {
        foreach (Option option in new Option[] { _engine }.Concat(SlurmOnly))
            command.Options.Add(option);
    }

    private Option[] SlurmOnly => [_partition, _time, _memory, _arrayLimit, _foldsPerTask, _dryRun];

    /// <summary>Whether to print the scripts only.</summary>
    public bool DryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    /// <summary>Returns the resources requested of Slurm; null if the sweep runs here.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="workers">Folds that a task trains concurrently.</param>
    /// <param name="localOnly">Options that only a local run reads.</param>
    /// <exception cref="OptionsException">A value is wrong, or an option would be ignored.</exception>
    public SlurmOptions? Read(ParseResult parsed, int workers, params Option[] localOnly)
    {
        string engine = parsed.GetRequiredValue(_engine);
        if (engine is not ("local" or "slurm"))
            throw new OptionsException([$"--engine must be local or slurm, got {engine}."]);
        Option[] ignored = engine == "local" ? SlurmOnly : localOnly;
        var options = new SlurmOptions
        {
            Partition = parsed.GetValue(_partition),
            Time = parsed.GetValue(_time),
            Memory = parsed.GetValue(_memory),
            ArrayLimit = parsed.GetValue(_arrayLimit),
            FoldsPerTask = parsed.GetValue(_foldsPerTask),
            Workers = workers,
        };
        string[] problems =
        [
            .. ignored.Where(option => parsed.GetResult(option) is { Implicit: false })
                .Select(option => $"{option.Name} would be ignored with --engine {engine}: leave it out."),
            .. options.Problems(),
        ];
        return problems.Length > 0 ? throw new OptionsException(problems) : engine == "slurm" ? options : null;
    }
}
