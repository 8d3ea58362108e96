using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Recipes;
using AttX.Runs;
using AttX.Windows;

namespace AttX.Sweeps;

/// <summary>One fold of a sweep.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Fold">The fold's name in its run.</param>
/// <param name="Work">Estimated work of its training.</param>
public sealed record SweepFold(SweepRun Run, string Fold, double Work)
{
    /// <summary>Its name: <c>both-1-2/seed-1/S2</c>.</summary>
    public string Name => $"{Run.Name}/{Fold}";
}

/// <summary>
/// Runs every configuration of a plan. One pool of workers takes the folds of all runs, longest first, so that no worker idles at the
/// end; each run is an ordinary one in a folder of its own. The outcome depends neither on the workers nor on which process ran which fold.
/// </summary>
/// <param name="source">The recordings.</param>
/// <param name="plan">The plan of runs.</param>
public sealed class Sweep(IDataset source, SweepPlan plan)
{
    /// <summary>Number of folds run at once.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The recipes that options select from.</summary>
    public RecipeTable Recipes { get; init; } = RecipeTable.Default;

    /// <summary>The cache of preprocessed windows; null: no cache.</summary>
    public WindowCache? Cache { get; init; }

    /// <summary>Runs all folds, or those that the folder lacks, and writes the scores.</summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="resume">Whether the folder may hold this sweep already.</param>
    /// <param name="observer">Receives progress; folds are named as in <see cref="SweepFold"/>.</param>
    /// <param name="cancellation">Cancels the sweep, which can then be resumed.</param>
    /// <exception cref="OptionsException">The options are invalid, or the folder holds something else.</exception>
    /// <exception cref="InvalidDataException">The data are unsuitable.</exception>
    /// <exception cref="IOException">A file cannot be read or written, or another process holds the folder.</exception>
    public StoredSweep Run(string folder, bool resume, IExperimentObserver observer, CancellationToken cancellation)
    {
        using SweepFolder store = SweepFolder.Begin(folder, plan, resume);
        using var open = new OpenRuns(Cohort(), Recipes, plan.Runs, folder, RunAccess.Resume, observer, cancellation);
        open.Train(open.Folds, Workers, cancellation);
        return store.Finish();
    }

    /// <summary>Starts a sweep without training: writes the plans of the sweep and of every run, and prepares the windows.</summary>
    /// <returns>The unfinished folds, longest first.</returns>
    public IReadOnlyList<SweepFold> Begin(string folder, bool resume, IExperimentObserver observer, CancellationToken cancellation)
    {
        using SweepFolder store = SweepFolder.Begin(folder, plan, resume);
        using var open = new OpenRuns(Cohort(), Recipes, plan.Runs, folder, RunAccess.Resume, observer, cancellation);
        return [.. open.Folds.Where(fold => !open.IsDone(fold))];
    }

    /// <summary>Trains some folds of an existing sweep, beside other processes that train others.</summary>
    public void Train(string folder, IReadOnlyList<(SweepRun Run, string Fold)> folds, IExperimentObserver observer, CancellationToken cancellation)
    {
        using SweepFolder store = SweepFolder.Share(folder, plan);
        using var open = new OpenRuns(Cohort(), Recipes, folds.Select(f => f.Run).Distinct(), folder, RunAccess.Share, observer, cancellation);
        open.Train([.. open.Folds.Where(fold => folds.Contains((fold.Run, fold.Fold)))], Workers, cancellation);
    }

    /// <summary>Lists every fold's name; neither windows nor the folder are needed for them.</summary>
    /// <exception cref="OptionsException">The data lack a subject, or do not allow a split.</exception>
    public IReadOnlyList<string> FoldNames()
    {
        Cohort cohort = Cohort();
        return [.. plan.Runs.SelectMany(run => cohort.Folds(run.Options).Select(fold => $"{run.Name}/{fold.Name}"))];
    }

    /// <summary>Writes the scores of a sweep whose folds are all done.</summary>
    /// <exception cref="InvalidDataException">Folds are missing or damaged; the message names them.</exception>
    public static StoredSweep Gather(string folder)
    {
        using SweepFolder store = SweepFolder.Begin(folder, StoredSweep.Read(folder).Plan, resume: true);
        return store.Finish();
    }

    private Cohort Cohort() => new(source, Cache, Workers);

    /// <summary>The open runs of a sweep.</summary>
    private sealed class OpenRuns : IDisposable
    {
        private readonly Dictionary<SweepRun, ExperimentRun> _runs = [];
        private readonly IExperimentObserver _observer;

        public OpenRuns(
            Cohort cohort, RecipeTable recipes, IEnumerable<SweepRun> runs, string folder, RunAccess access, IExperimentObserver observer, CancellationToken cancellation)
        {
            _observer = observer;
            try
            {
                foreach (SweepRun run in runs)
                {
                    var named = new NamedObserver(observer, run.Name);
                    _runs.Add(run, new ExperimentRun(cohort, recipes, run.Options, StoredSweep.RunFolder(folder, run), access, named, cancellation));
                }
            }
            catch
            {
                Dispose();
                throw;
            }

            Folds = [.. _runs.SelectMany(r => r.Value.Folds.Select(fold => new SweepFold(r.Key, fold.Name, r.Value.Work(fold))))
                .OrderByDescending(fold => fold.Work)];
        }

        /// <summary>Returns every fold of the runs, longest first; equal ones in the plan's order.</summary>
        public IReadOnlyList<SweepFold> Folds { get; }

        public bool IsDone(SweepFold fold) => _runs[fold.Run].IsDone(fold.Fold);

        public void Train(IReadOnlyList<SweepFold> folds, int workers, CancellationToken cancellation)
        {
            _observer.FoldsBegin([.. folds.Select(fold => (fold.Name, fold.Work))]);
            AttX.Ground.Workers.ForEach(folds.Count, workers, (i, stop) =>
            {
                ExperimentRun run = _runs[folds[i].Run];
                bool last = run.Run(folds[i].Fold, stop, out IReadOnlyList<FoldScores> scores);
                if (last)
                    _observer.RunCompleted(folds[i].Run.Name, run.Finish());
                _observer.FoldCompleted(folds[i].Name, scores);
            }, cancellation);
        }

        public void Dispose()
        {
            foreach (ExperimentRun run in _runs.Values)
                run.Dispose();
        }
    }

    /// <summary>Prefixes a fold's name with its run's.</summary>
    private sealed class NamedObserver(IExperimentObserver observer, string run) : IExperimentObserver
    {
        public void SubjectPrepared(string subject, int completed, int total) => observer.SubjectPrepared(subject, completed, total);

        public void FoldAdvanced(string fold, double share, bool resumed) => observer.FoldAdvanced($"{run}/{fold}", share, resumed);

        public void EpochCompleted(string fold, Training.EpochSummary epoch) => observer.EpochCompleted($"{run}/{fold}", epoch);

        public void Note(string message) => observer.Note(message);
    }
}
