using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Recipes;
using AttX.Signals;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>An open run: its folder locked, its windows prepared, its folds ready to be fitted in any order on any thread.</summary>
internal sealed class ExperimentRun : IDisposable
{
    private readonly RunFolder _store;
    private readonly FoldRunner _runner;
    private readonly IRecipe _recipe;
    private readonly IReadOnlyDictionary<string, PreparedSubject> _prepared;
    private readonly RunData _data;
    private readonly Split _split;
    private readonly string _positive;
    private readonly Dictionary<string, FoldScores> _scores = [];

    /// <summary>Locks the folder, prepares the windows, and writes run.json or checks that it is of the same run.</summary>
    public ExperimentRun(
        Cohort cohort, RecipeTable recipes, ExperimentOptions options, string folder, RunAccess access, IExperimentObserver observer, CancellationToken cancellation,
        RunOrigin? origin = null, ConfiguredData? configured = null)
    {
        if (OptionRules.Problems(options) is { Count: > 0 } problems)
            throw new OptionsException(problems);
        (_recipe, _split, _positive) = (recipes.For(options), options.Split, options.Task.Classes[options.Task.Positive]);
        Folds = cohort.Folds(options);
        _store = RunFolder.Open(folder, options, access);
        try
        {
            _prepared = cohort.Prepare(options, observer, cancellation);
            PretrainingRules.Require(options, Folds, _prepared, observer.Note);
            _data = RunData.Of(_prepared, cohort.Datasets(options), options);
            configured?.Compare(_prepared.Values, observer.Note);
            _store.Begin(_data, origin);
            _store.Keep(() => BaselinesOf(Folds, _prepared, options.Task, observer.Note));
            _runner = new FoldRunner(options, _recipe, _prepared, cohort.Unused(options, observer.Note), observer);
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    /// <summary>The folds.</summary>
    public IReadOnlyList<Fold> Folds { get; }

    /// <summary>Fits and tests one fold, or reads it if it is complete. True if all folds of the run are now done.</summary>
    public bool Run(string name, CancellationToken cancellation, out IReadOnlyList<FoldScores> scores)
    {
        Fold fold = Folds.First(f => f.Name == name);
        scores = _runner.Run(fold, _store.Of(fold), cancellation);
        lock (_scores)
        {
            foreach (FoldScores subject in scores)
                _scores.Add(subject.Subject, subject);
            return _scores.Count == Folds.Sum(f => f.TestSubjects.Count);
        }
    }

    /// <summary>Returns whether a fold has all its files, intact.</summary>
    public bool IsDone(string name)
    {
        try
        {
            return _store.Of(Folds.First(f => f.Name == name)).All(folder => folder.Load() != null);
        }
        catch (InvalidDataException)
        {
            return false; // Training it will report the damage.
        }
    }

    /// <summary>Writes the scores; every fold must have been run.</summary>
    public ExperimentResult Finish()
    {
        FoldScores[] scores = [.. _prepared.Keys.Where(_scores.ContainsKey).Select(subject => _scores[subject])];
        (BaselineScores? beside, StartScores? starts) = _store.Finish(scores);
        IGrouping<string, FoldScores>[] datasets = [.. scores.GroupBy(s => _data.DatasetOf(s.Subject) ?? "")];
        return new ExperimentResult(_store.Folder, _store.ResultPath, scores, ScoreSummary.Of(scores))
        {
            Split = _split,
            Positive = _positive,
            Control = NegativeControl.Pool(Folds.SelectMany(_store.Of).Select(folder => folder.ReadControl())),
            Selections = [.. Folds.Select(fold => _store.Of(fold)[0].ReadSelection()).OfType<Selection>()],
            Starts = starts,
            Beside = beside,
            ByDataset = datasets.Length < 2 ? [] : [.. datasets.Select(d => (d.Key, ScoreSummary.Of([.. d])))],
        };
    }

    /// <summary>Computes the baselines of a run.</summary>
    internal static RunBaselines BaselinesOf(
        IReadOnlyList<Fold> folds, IReadOnlyDictionary<string, PreparedSubject> prepared, ClassificationTask task, Action<string> note) =>
        RunBaselines.Of(folds, prepared.ToDictionary(p => p.Key, p => Windows(p.Value, task)), note);

    private static BaselineSubject Windows(PreparedSubject subject, ClassificationTask task) => new(
        new Predictions(subject.Windows.Subject, task.Count,
            [.. subject.Windows.Windows.Select((w, i) => new Prediction(subject.Windows.StartSeconds(i), task.IndexOf(w.Label), 0, []))]), subject.Plain);

    /// <summary>Estimates a fold's work.</summary>
    public double Work(Fold fold) => _recipe.Work(FoldRunner.Data(fold, _prepared));

    /// <summary>Releases the folder.</summary>
    public void Dispose() => _store.Dispose();
}
