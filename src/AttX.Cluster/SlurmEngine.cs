using AttX.Datasets;
using AttX.Datasets.Catalogue;
using AttX.Ground;
using AttX.Recipes;
using AttX.Runs;
using AttX.Sweeps;
using AttX.Windows;

namespace AttX.Cluster;

/// <summary>Runs a sweep as a job array on a folder shared by all nodes, followed by a job that gathers the scores.</summary>
/// <param name="output">Receives the scripts of a dry run.</param>
/// <param name="source">The recordings.</param>
/// <param name="data">Their paths.</param>
/// <param name="plan">The sweep.</param>
/// <param name="folder">Its folder.</param>
/// <param name="options">Resources requested of Slurm.</param>
/// <param name="recipes">The recipes that the rows select from.</param>
internal sealed class SlurmEngine(TextWriter output, IDataset source, IReadOnlyList<DataPath> data, SweepPlan plan, string folder, SlurmOptions options, RecipeTable recipes)
{
    private readonly string _run = Path.GetFullPath(folder);
    private readonly SlurmScripts _scripts = new(Path.GetFullPath(folder), plan.Name, Program(), options);

    /// <summary>Folder of a cluster sweep's windows, prepared once, at submission.</summary>
    public static WindowCache Windows(string run) => new(Path.Combine(run, "windows"));

    /// <summary>Prints both scripts as they would be submitted for a sweep without finished folds.</summary>
    public void Print()
    {
        var paths = new SlurmFolder(_run);
        output.WriteLine($"# {paths.ArrayScript}");
        output.WriteLine(_scripts.Array(Tasks(Folds(), SlurmClient.MaxArraySizeOrDefault()).Count));
        output.WriteLine($"# {paths.GatherScript}, submitted with --dependency=afterany and the array's number");
        output.Write(_scripts.Gather());
    }

    /// <summary>Prepares the windows and submits the unfinished folds and the gathering job; if none is left, gathers.</summary>
    /// <returns>A message to the user about what was done.</returns>
    /// <exception cref="OptionsException">The folder holds something else, or the options ask for too many tasks.</exception>
    /// <exception cref="IOException">Slurm is absent or refuses, or an earlier submission is still in the queue.</exception>
    public string Submit(bool resume, IExperimentObserver observer, CancellationToken cancellation)
    {
        int maxArraySize = SlurmClient.MaxArraySize();
        // Checked before anything is written or prepared: a partition may not exist, or limits be too large.
        SlurmClient.Check(_scripts.Array(Tasks(Folds(), maxArraySize).Count));
        RequireNoneQueued();
        IReadOnlyList<SweepFold> left = new Sweep(source, plan) { Cache = Windows(_run), Recipes = recipes }.Begin(_run, resume, observer, cancellation);
        if (left.Count == 0)
            return $"Every fold is done: the scores are in {Sweep.Gather(_run).ResultPath}.";
        IReadOnlyList<IReadOnlyList<string>> tasks = Tasks([.. left.Select(fold => fold.Name)], maxArraySize);
        var paths = new SlurmFolder(_run);
        paths.Begin(new TaskPlan([.. data.Select(d => d with { Path = Path.GetFullPath(d.Path) })], options.Workers, tasks), _scripts.Array(tasks.Count), _scripts.Gather());
        SubmittedJobs jobs = Submit(paths);
        return $"Submitted {left.Count} folds as {tasks.Count} tasks: job {jobs.Array}, then job {jobs.Gather} gathers. "
            + $"attx status {folder} shows how far they are.";
    }

    /// <summary>Submits both jobs or neither.</summary>
    private static SubmittedJobs Submit(SlurmFolder paths)
    {
        string array = SlurmClient.Submit(paths.ArrayScript);
        try
        {
            var jobs = new SubmittedJobs(array, SlurmClient.Submit(paths.GatherScript, $"--dependency=afterany:{array}"));
            paths.Write(jobs);
            return jobs;
        }
        catch
        {
            SlurmClient.Cancel(array);
            throw;
        }
    }

    private void RequireNoneQueued()
    {
        foreach (string job in new SlurmFolder(_run).Jobs is { } jobs ? new[] { jobs.Array, jobs.Gather } : [])
            if (SlurmClient.Queue(job).Count is > 0 and int queued)
                throw new IOException(
                    $"{folder}: job {job} of an earlier submission is still in the queue ({queued} tasks). Wait for it, or end it with scancel {job}.");
    }

    /// <summary>Lists every fold's name; neither windows nor the folder are needed for them.</summary>
    private IReadOnlyList<string> Folds() => new Sweep(source, plan).FoldNames();

    /// <summary>Puts neighbours into one task: folds come longest first, and an array starts its tasks in order.</summary>
    private IReadOnlyList<IReadOnlyList<string>> Tasks(IReadOnlyList<string> folds, int maxArraySize) =>
        [.. folds.Chunk(options.FoldsInTask(folds.Count, maxArraySize))];

    /// <summary>Returns the command line of this program, whether it was started by its own name or through <c>dotnet</c>.</summary>
    private static IReadOnlyList<string> Program()
    {
        string attx = Path.Combine(AppContext.BaseDirectory, "attx");
        return File.Exists(attx) ? [attx] : ["dotnet", attx + ".dll"];
    }
}
