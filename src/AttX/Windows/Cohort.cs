using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Signals;

namespace AttX.Windows;

/// <summary>The windows of a dataset's subjects, prepared once for all runs with the same preprocessing.</summary>
/// <param name="source">The recordings.</param>
/// <param name="cache">The cache of windows between processes; null: no cache.</param>
/// <param name="workers">Number of subjects processed at once.</param>
internal sealed class Cohort(IDataset source, WindowCache? cache, int workers)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, PreparedSubject>> _prepared = [];

    /// <summary>Returns the folds of a run, one per subject that it uses.</summary>
    /// <exception cref="OptionsException">The data lack a subject.</exception>
    public IReadOnlyList<Fold> Folds(ExperimentOptions options) => LeaveOneSubjectOut.Folds(SubjectWindows.Choose(source, options.Subjects));

    /// <summary>Returns the windows of every subject that a run uses.</summary>
    /// <exception cref="InvalidDataException">The data are unsuitable for the run.</exception>
    public IReadOnlyDictionary<string, PreparedSubject> Prepare(
        ExperimentOptions options, IPreparationObserver observer, CancellationToken cancellation)
    {
        string[] subjects = [.. Folds(options).Select(fold => fold.TestSubject)];
        string key = WindowCache.Key(string.Join(',', subjects), "", options);
        if (_prepared.TryGetValue(key, out IReadOnlyDictionary<string, PreparedSubject>? known))
            return known;
        var windows = new SubjectWindows(source, cache, options);
        var sets = new PreparedSubject[subjects.Length];
        int prepared = 0;
        foreach (string note in source.Notes)
            observer.Note(note);
        Workers.ForEach(subjects.Length, workers, (i, _) =>
        {
            sets[i] = windows.Of(subjects[i], observer.Note);
            lock (sets)
                observer.SubjectPrepared(subjects[i], ++prepared, subjects.Length);
        }, cancellation);
        RequireClasses(options, [.. sets.Select(set => set.Windows)]);
        return _prepared[key] = sets.ToDictionary(set => set.Windows.Subject);
    }

    /// <summary>
    /// Checks that each subject has the positive class, to be tested on, and that every class occurs outside each test subject, to
    /// be learnt.
    /// </summary>
    private static void RequireClasses(ExperimentOptions options, IReadOnlyList<WindowSet> sets)
    {
        ClassificationTask task = options.Task;
        for (int c = 0; c < task.Count; c++)
            if (sets.All(set => !Has(set, task, c)))
                throw new InvalidDataException($"No subject has a window of class {task.Classes[c]}, which " +
                    $"{task.OriginOf(c)} make: choose another --task{(task.Rating == null ? "" : ", or other --thresholds")}.");
        string[] calm = [.. sets.Where(set => !Has(set, task, task.Positive)).Select(set => set.Subject)];
        if (calm.Length > 0)
            throw new InvalidDataException($"No window of {string.Join(", ", calm)} is labelled " +
                $"{ClassificationTask.Alternatives(task.LabelsOf(task.Positive))}: leave such subjects out with --subjects.");
        for (int c = 0; c < task.Count; c++)
            if (sets.Count(set => Has(set, task, c)) < 2)
                throw new InvalidDataException(
                    $"Fewer than 2 subjects have windows of class {task.Classes[c]}: it cannot be learnt when one is left out.");
    }

    private static bool Has(WindowSet set, ClassificationTask task, int index) => set.Windows.Any(w => task.IndexOf(w.Label) == index);
}
