using System.Collections.Concurrent;
using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Signals;

namespace AttX.Windows;

/// <summary>The windows of a dataset's subjects, prepared once for all runs with the same preprocessing.</summary>
/// <param name="source">The recordings, of one dataset or several.</param>
/// <param name="cache">The cache of windows between processes; null: no cache.</param>
/// <param name="workers">Number of subjects processed at once.</param>
internal sealed class Cohort(IDataset source, WindowCache? cache, int workers)
{
    private readonly Dictionary<string, PreparedSubject> _prepared = [];
    private readonly ConcurrentDictionary<string, Lazy<WindowSet>> _unused = new();

    /// <summary>Returns the subjects of each dataset that a run may use, of those with any; empty if there is one dataset.</summary>
    /// <exception cref="OptionsException">The data lack a subject.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Datasets(ExperimentOptions options) => source is not CombinedDataset combined
        ? new Dictionary<string, IReadOnlyList<string>>()
        : SubjectWindows.Choose(source, options.Subjects).GroupBy(s => combined.Find(s).Part.Name).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]);

    /// <summary>Returns the folds of a run.</summary>
    /// <exception cref="OptionsException">The data lack a subject, or do not allow the split.</exception>
    public IReadOnlyList<Fold> Folds(ExperimentOptions options) =>
        options.Split.Folds(SubjectWindows.Choose(source, options.Subjects), Datasets(options), options.Seed);

    /// <summary>
    /// Returns what reads the windows of a test subject's time that the task does not use: from the cache, or, without one, once for all runs.
    /// </summary>
    /// <param name="options">The preprocessing options.</param>
    /// <param name="note">Receives remarks on the cache.</param>
    public Func<string, WindowSet> Unused(ExperimentOptions options, Action<string> note)
    {
        Func<string, Action<string>, WindowSet> read = source is CombinedDataset combined
            ? new CombinedWindows(combined, Folds(options).SelectMany(fold => fold.TestSubjects), cache, options, _ => { }).Unused
            : new SubjectWindows(source, cache, options).Unused;
        return subject => cache != null ? read(subject, note)
            : _unused.GetOrAdd(WindowCache.Key(subject, "", options), _ => new Lazy<WindowSet>(() => read(subject, note))).Value;
    }

    /// <summary>Returns the windows of every subject that a run trains or tests on, in the data's order.</summary>
    /// <exception cref="InvalidDataException">The data are unsuitable for the run.</exception>
    public IReadOnlyDictionary<string, PreparedSubject> Prepare(
        ExperimentOptions options, IPreparationObserver observer, CancellationToken cancellation)
    {
        IReadOnlyList<Fold> folds = Folds(options);
        HashSet<string> used = [.. folds.SelectMany(fold => fold.TestSubjects.Concat(fold.TrainingSubjects))];
        string[] subjects = [.. source.Subjects.Where(used.Contains)];
        Func<string, Action<string>, PreparedSubject> windows = source is CombinedDataset combined
            ? new CombinedWindows(combined, subjects, cache, options, observer.Note).Of : new SubjectWindows(source, cache, options).Of;
        string Key(string subject) => WindowCache.Key(subject, "", options);
        string[] missing = [.. subjects.Where(s => !_prepared.ContainsKey(Key(s)))];
        var sets = new PreparedSubject[missing.Length];
        int prepared = 0;
        foreach (string note in source.Notes)
            observer.Note(note);
        Workers.ForEach(missing.Length, workers, (i, _) =>
        {
            sets[i] = windows(missing[i], observer.Note);
            lock (sets)
                observer.SubjectPrepared(missing[i], ++prepared, missing.Length);
        }, cancellation);
        foreach (PreparedSubject set in sets)
            _prepared[Key(set.Windows.Subject)] = set;
        var all = subjects.ToDictionary(s => s, s => _prepared[Key(s)]);
        CohortRules.Require(source, options, folds, all, observer.Note);
        return all;
    }
}
