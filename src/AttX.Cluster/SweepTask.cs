using System.Globalization;
using AttX.Datasets.Catalogue;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Recipes;
using AttX.Runs;
using AttX.Sweeps;
using AttX.Training;

namespace AttX.Cluster;

/// <summary>One task of a job array: trains its folds and records its state.</summary>
internal sealed class SweepTask
{
    private readonly string _run;
    private readonly int _index;
    private readonly SlurmFolder _folder;
    private readonly TaskPlan _plan;
    private readonly DatasetCatalogue _datasets;
    private readonly RecipeTable _recipes;

    /// <summary>Opens a task of the last submission.</summary>
    /// <exception cref="OptionsException">There is no such task.</exception>
    public SweepTask(string run, int index, DatasetCatalogue datasets, RecipeTable recipes)
    {
        (_run, _index, _folder, _datasets, _recipes) = (run, index, new SlurmFolder(run), datasets, recipes);
        _plan = _folder.Plan ?? throw new OptionsException([$"{run}: no sweep was submitted from here. attx sweep … --engine slurm does it."]);
        if (index < 0 || index >= _plan.Tasks.Count)
            throw new OptionsException([$"--index must be from 0 to {_plan.Tasks.Count - 1}, got {index}."]);
    }

    /// <summary>Trains the folds. Records how it ends in the task's file, unless the process is killed.</summary>
    public void Run(IExperimentObserver display, CancellationToken cancellation)
    {
        TaskState state = TaskState.Begun();
        _folder.Write(_index, state);
        var progress = new Progress(display);
        try
        {
            Train(progress, cancellation);
            _folder.Write(_index, state with { Phase = TaskPhase.Done });
        }
        catch (OperationCanceledException) when (!progress.Any)
        {
            const string message = "Stopped before an epoch was done: another attempt would come no further. Give more --time.";
            _folder.Write(_index, state with { Phase = TaskPhase.Failed, Error = message });
            throw new IOException(message);
        }
        catch (OperationCanceledException)
        {
            _folder.Write(_index, state with { Phase = TaskPhase.Stopped });
            throw;
        }
        catch (Exception e)
        {
            _folder.Write(_index, state with { Phase = TaskPhase.Failed, Error = e.Message });
            throw;
        }
    }

    private void Train(IExperimentObserver observer, CancellationToken cancellation)
    {
        SweepPlan plan = StoredSweep.Read(_run).Plan;
        Dictionary<string, SweepRun> runs = plan.Runs.ToDictionary(run => run.Name);
        (SweepRun, string)[] folds = [.. from name in _plan.Tasks[_index]
            let slash = name.LastIndexOf('/')
            select (runs[name[..slash]], name[(slash + 1)..])];
        new Sweep(_datasets.Open(_plan.Data), plan) { Workers = _plan.Workers, Cache = SlurmEngine.Windows(_run), Recipes = _recipes }
            .Train(_run, folds, observer, cancellation);
    }

    /// <summary>Records whether any progress was made.</summary>
    private sealed class Progress(IExperimentObserver display) : IExperimentObserver
    {
        public bool Any { get; private set; }

        public void SubjectPrepared(string subject, int completed, int total) => display.SubjectPrepared(subject, completed, total);

        public void FoldsBegin(IReadOnlyList<(string Fold, double Work)> folds) => display.FoldsBegin(folds);

        public void FoldAdvanced(string fold, double share, bool resumed)
        {
            if (resumed)
                display.Note(string.Create(CultureInfo.InvariantCulture, $"fold {fold}: {100 * share:0} % were done by an earlier attempt"));
            display.FoldAdvanced(fold, share, resumed);
        }

        public void EpochCompleted(string fold, EpochSummary epoch) => Any = true;

        public void FoldCompleted(string fold, IReadOnlyList<FoldScores> scores) => display.FoldCompleted(fold, scores);

        public void Note(string message) => display.Note(message);
    }
}
