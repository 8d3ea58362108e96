using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Recipes;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>An open run: its folder locked, its windows prepared, its folds ready to be fitted in any order on any thread.</summary>
internal sealed class ExperimentRun : IDisposable
{
    private readonly RunFolder _store;
    private readonly FoldRunner _runner;
    private readonly IRecipe _recipe;
    private readonly IReadOnlyDictionary<string, PreparedSubject> _prepared;
    private readonly Dictionary<string, FoldScores> _scores = [];

    /// <summary>Locks the folder, prepares the windows, and writes run.json or checks that it is of the same run.</summary>
    public ExperimentRun(
        Cohort cohort, ExperimentOptions options, string folder, RunAccess access, IExperimentObserver observer, CancellationToken cancellation)
    {
        if (OptionRules.Problems(options) is { Count: > 0 } problems)
            throw new OptionsException(problems);
        _recipe = RecipeTable.For(options);
        Folds = cohort.Folds(options);
        _store = RunFolder.Open(folder, options, access);
        try
        {
            _prepared = cohort.Prepare(options, observer, cancellation);
            _store.Begin(_prepared.ToDictionary(p => p.Key, p => p.Value.Fingerprint));
            _runner = new FoldRunner(options, _recipe, _prepared, observer);
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    /// <summary>One per subject.</summary>
    public IReadOnlyList<Fold> Folds { get; }

    /// <summary>Fits and tests one subject's fold, or reads it if it is complete. True if all folds of the run are now done.</summary>
    public bool Run(string subject, CancellationToken cancellation, out FoldScores scores)
    {
        scores = _runner.Run(Folds.First(fold => fold.TestSubject == subject), _store.Fold(subject), cancellation);
        lock (_scores)
        {
            _scores.Add(subject, scores);
            return _scores.Count == Folds.Count;
        }
    }

    /// <summary>Writes the scores; every fold must have been run.</summary>
    public ExperimentResult Finish()
    {
        FoldScores[] scores = [.. Folds.Select(fold => _scores[fold.TestSubject])];
        _store.Finish(scores);
        return new ExperimentResult(_store.Folder, _store.ResultPath, scores, ScoreSummary.Of(scores));
    }

    /// <summary>Estimates a fold's work.</summary>
    public double Work(Fold fold) => _recipe.Work(FoldRunner.Data(fold, _prepared));

    /// <summary>Releases the folder.</summary>
    public void Dispose() => _store.Dispose();
}
