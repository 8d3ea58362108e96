using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Runs;
using AttX.Windows;

namespace AttX.Sweeps;

/// <summary>One fold of a sweep.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Subject">The subject left out.</param>
/// <param name="Work">A measure of its training's work.</param>
public sealed record SweepFold(SweepRun Run, string Subject, double Work)
{
    /// <summary>Its name: <c>both-1-2/seed-1/S2</c>.</summary>
    public string Name => $"{Run.Name}/{Subject}";
}

/// <summary>
/// Runs every configuration of a plan. One pool of workers takes the folds of all runs, longest first, so that none idles at the
/// end; each run is an ordinary one in a folder of its own. The outcome depends neither on the workers nor on who ran which fold.
/// </summary>
/// <param name="source">The recordings.</param>
/// <param name="plan">What to run.</param>
public sealed class Sweep(IDataset source, SweepPlan plan)
{
    /// <summary>Folds at a time.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Where preprocessed windows are kept; null: nowhere.</summary>
    public WindowCache? Cache { get; init; }

    /// <summary>Runs all folds, or those that the folder lacks, and writes the scores.</summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="resume">Whether the folder may hold this sweep already.</param>
    /// <param name="observer">Is told of progress; a fold's name is that of <see cref="SweepFold"/>.</param>
    /// <param name="cancellation">Stops the sweep, which can then be resumed.</param>
    /// <exception cref="OptionsException">The options are wrong, or the folder holds something else.</exception>
    /// <exception cref="InvalidDataException">The data are not fit for this.</exception>
    /// <exception cref="IOException">A file cannot be read or written, or another process has the folder.</exception>
    public StoredSweep Run(string folder, bool resume, IExperimentObserver observer, CancellationToken cancellation)
    {
        using SweepFolder store = SweepFolder.Begin(folder, plan, resume);
        using var open = new OpenRuns(Cohort(), plan.Runs, folder, RunAccess.Resume, observer, cancellation);
        open.Train(open.Folds, Workers, cancellation);
        return store.Finish();
    }

    /// <summary>Begins a sweep without training: writes its plan and every run's, prepares the windows.</summary>
    /// <returns>The folds that are not done yet, longest first.</returns>
    public IReadOnlyList<SweepFold> Begin(string folder, bool resume, IExperimentObserver observer, CancellationToken cancellation)
    {
        using SweepFolder store = SweepFolder.Begin(folder, plan, resume);
        using var open = new OpenRuns(Cohort(), plan.Runs, folder, RunAccess.Resume, observer, cancellation);
        return [.. open.Folds.Where(fold => !IsDone(folder, fold))];
    }

    /// <summary>Trains some folds of a sweep that was begun, beside other processes that train others.</summary>
    public void Train(string folder, IReadOnlyList<(SweepRun Run, string Subject)> folds, IExperimentObserver observer, CancellationToken cancellation)
    {
        using SweepFolder store = SweepFolder.Share(folder, plan);
        using var open = new OpenRuns(Cohort(), folds.Select(f => f.Run).Distinct(), folder, RunAccess.Share, observer, cancellation);
        open.Train([.. open.Folds.Where(fold => folds.Contains((fold.Run, fold.Subject)))], Workers, cancellation);
    }

    /// <summary>Writes the scores of a sweep whose folds are all done.</summary>
    /// <exception cref="InvalidDataException">Folds are missing or damaged: says which.</exception>
    public static StoredSweep Gather(string folder)
    {
        using SweepFolder store = SweepFolder.Begin(folder, StoredSweep.Read(folder).Plan, resume: true);
        return store.Finish();
    }

    private Cohort Cohort() => new(source, Cache, Workers);

    private static bool IsDone(string folder, SweepFold fold)
    {
        try
        {
            return new FoldFolder(StoredSweep.RunFolder(folder, fold.Run), fold.Subject).Load() != null;
        }
        catch (InvalidDataException)
        {
            return false; // Whoever trains it will say what is damaged.
        }
    }

    /// <summary>The runs of a sweep, open.</summary>
    private sealed class OpenRuns : IDisposable
    {
        private readonly Dictionary<SweepRun, ExperimentRun> _runs = [];
        private readonly IExperimentObserver _observer;

        public OpenRuns(
            Cohort cohort, IEnumerable<SweepRun> runs, string folder, RunAccess access, IExperimentObserver observer, CancellationToken cancellation)
        {
            _observer = observer;
            try
            {
                foreach (SweepRun run in runs)
                {
                    var named = new NamedObserver(observer, run.Name);
                    _runs.Add(run, new ExperimentRun(cohort, run.Options, StoredSweep.RunFolder(folder, run), access, named, cancellation));
                }
            }
            catch
            {
                Dispose();
                throw;
            }

            Folds = [.. _runs.SelectMany(r => r.Value.Folds.Select(fold => new SweepFold(r.Key, fold.TestSubject, r.Value.Work(fold))))
                .OrderByDescending(fold => fold.Work)];
        }

        /// <summary>Every fold of the runs, longest first; of equal ones, in the plan's order.</summary>
        public IReadOnlyList<SweepFold> Folds { get; }

        public void Train(IReadOnlyList<SweepFold> folds, int workers, CancellationToken cancellation)
        {
            _observer.FoldsBegin([.. folds.Select(fold => (fold.Name, fold.Work))]);
            AttX.Ground.Workers.ForEach(folds.Count, workers, (i, stop) =>
            {
                ExperimentRun run = _runs[folds[i].Run];
                bool last = run.Run(folds[i].Subject, stop, out FoldScores scores);
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

    /// <summary>Puts the run's name before a fold's.</summary>
    private sealed class NamedObserver(IExperimentObserver observer, string run) : IExperimentObserver
    {
        public void SubjectPrepared(string subject, int completed, int total) => observer.SubjectPrepared(subject, completed, total);

        public void FoldAdvanced(string fold, double share, bool resumed) => observer.FoldAdvanced($"{run}/{fold}", share, resumed);

        public void EpochCompleted(string fold, Training.EpochSummary epoch) => observer.EpochCompleted($"{run}/{fold}", epoch);

        public void Note(string message) => observer.Note(message);
    }
}
