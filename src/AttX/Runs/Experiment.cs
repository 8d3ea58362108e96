using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Recipes;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>The outcome of an experiment.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="ResultPath">Its result.json.</param>
/// <param name="Folds">One per test subject, in the data's order.</param>
/// <param name="Summary">Scores over all folds.</param>
public sealed record ExperimentResult(string Folder, string ResultPath, IReadOnlyList<FoldScores> Folds, ScoreSummary Summary)
{
    /// <summary>Who was trained and tested on.</summary>
    public Split Split { get; init; } = Split.LeaveOneSubjectOut;

    /// <summary>The class of interest.</summary>
    public string Positive { get; init; } = "";

    /// <summary>What the models make of time that none was trained on; null where the data have no such time.</summary>
    public NegativeControl? Control { get; init; }

    /// <summary>What <c>--select</c> chose in each fold; empty without it.</summary>
    public IReadOnlyList<Selection> Selections { get; init; } = [];

    /// <summary>Scores by where sessions begin; null for models to which that does not matter.</summary>
    public StartScores? Starts { get; init; }

    /// <summary>What stands beside the scores: baselines, and how well the probabilities rank; null in a run that an earlier version began.</summary>
    public BaselineScores? Beside { get; init; }

    /// <summary>Scores over the test subjects of each dataset, where subjects of several were tested on; else empty.</summary>
    public IReadOnlyList<(string Dataset, ScoreSummary Summary)> ByDataset { get; init; } = [];
}

/// <summary>Performs a run, by default leave-one-subject-out: recordings in, a run's folder out.</summary>
/// <param name="source">The recordings.</param>
/// <param name="options">The options of the run.</param>
public sealed class Experiment(IDataset source, ExperimentOptions options)
{
    /// <summary>Number of threads. Each fold is trained on one of them; the outcome does not depend on their number.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The recipes that options select from.</summary>
    public RecipeTable Recipes { get; init; } = RecipeTable.Default;

    /// <summary>The cache of preprocessed windows; null: no cache.</summary>
    public WindowCache? Cache { get; init; }

    /// <summary>Where the run comes from, for run.json; null: not said.</summary>
    public RunOrigin? Origin { get; init; }

    /// <summary>The data of the run that gave the options; a note says where these are others. Null: none did.</summary>
    public ConfiguredData? Configured { get; init; }

    /// <summary>Runs all folds, or those that the folder lacks.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resume">Whether the folder may hold a run already.</param>
    /// <param name="observer">Receives progress.</param>
    /// <param name="cancellation">Cancels the run, which can then be resumed.</param>
    /// <exception cref="OptionsException">The options are invalid, or the folder holds another run.</exception>
    /// <exception cref="InvalidDataException">The data are unsuitable.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public ExperimentResult Run(string folder, bool resume, IExperimentObserver observer, CancellationToken cancellation)
    {
        using var run = new ExperimentRun(
            new Cohort(source, Cache, Workers), Recipes, options, folder, resume ? RunAccess.Resume : RunAccess.New, observer, cancellation, Origin, Configured);
        observer.FoldsBegin([.. run.Folds.Select(fold => (fold.Name, 1.0))]);
        AttX.Ground.Workers.ForEach(run.Folds.Count, Workers, (i, stop) =>
        {
            run.Run(run.Folds[i].Name, stop, out IReadOnlyList<FoldScores> scores);
            observer.FoldCompleted(run.Folds[i].Name, scores);
        }, cancellation);
        return run.Finish();
    }
}
