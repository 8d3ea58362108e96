using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>What an experiment leaves.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="ResultPath">Its result.json.</param>
/// <param name="Folds">One a subject.</param>
/// <param name="Summary">Over all folds.</param>
public sealed record ExperimentResult(string Folder, string ResultPath, IReadOnlyList<FoldScores> Folds, ScoreSummary Summary);

/// <summary>A leave-one-subject-out run: recordings in, a run's folder out.</summary>
/// <param name="source">The recordings.</param>
/// <param name="options">What decides the outcome.</param>
public sealed class Experiment(IDataset source, ExperimentOptions options)
{
    /// <summary>Threads at work. Each fold is trained on one of them: the outcome does not depend on their number.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Where preprocessed windows are kept; null: nowhere.</summary>
    public WindowCache? Cache { get; init; }

    /// <summary>Runs all folds, or those that the folder lacks.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resume">Whether the folder may hold a run already.</param>
    /// <param name="observer">Is told of progress.</param>
    /// <param name="cancellation">Stops the run, which can then be resumed.</param>
    /// <exception cref="OptionsException">The options are wrong, or the folder holds another run.</exception>
    /// <exception cref="InvalidDataException">The data are not fit for this.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public ExperimentResult Run(string folder, bool resume, IExperimentObserver observer, CancellationToken cancellation)
    {
        using var run = new ExperimentRun(
            new Cohort(source, Cache, Workers), options, folder, resume ? RunAccess.Resume : RunAccess.New, observer, cancellation);
        observer.FoldsBegin([.. run.Folds.Select(fold => (fold.TestSubject, 1.0))]);
        AttX.Ground.Workers.ForEach(run.Folds.Count, Workers, (i, stop) =>
        {
            run.Run(run.Folds[i].TestSubject, stop, out FoldScores scores);
            observer.FoldCompleted(scores.Subject, scores);
        }, cancellation);
        return run.Finish();
    }
}
