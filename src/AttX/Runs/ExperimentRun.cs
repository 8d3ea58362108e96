using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Recipes;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>One run, open: its folder held, its windows prepared, its folds ready to be fitted in any order on any thread.</summary>
internal sealed class ExperimentRun : IDisposable
{
    private readonly RunFolder _store;
    private readonly FoldRunner _runner;
    private readonly IRecipe _recipe;
    private readonly IReadOnlyDictionary<string, PreparedSubject> _prepared;
    private readonly Dictionary<string, FoldScores> _scores = [];

    /// <summary>Takes the folder, prepares the windows, writes run.json or checks that it is the same run.</summary>
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

    /// <summary>One a subject.</summary>
    public IReadOnlyList<Fold> Folds { get; }

    /// <summary>Fits and tests one subject's fold, or reads it where it is complete. True if all folds of the run are done now.</summary>
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

    /// <summary>A measure of a fold's work.</summary>
    public double Work(Fold fold) => _recipe.Work(FoldRunner.Data(fold, _prepared));

    /// <summary>Lets the folder go.</summary>
    public void Dispose() => _store.Dispose();
}
