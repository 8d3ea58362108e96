using System.Globalization;
using AttX.Datasets;
using AttX.Evaluation;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Preprocessing;

namespace AttX.Windows;

/// <summary>What a run's data must allow: classes to be learnt and tested on, and no recording twice.</summary>
internal static class CohortRules
{
    /// <summary>Checks a run's subjects.</summary>
    /// <exception cref="InvalidDataException">A class is missing where it is needed, or two datasets share a recording.</exception>
    public static void Require(IDataset source, ExperimentOptions options, IReadOnlyList<Fold> folds,
        IReadOnlyDictionary<string, PreparedSubject> subjects, Action<string> note)
    {
        if (source is CombinedDataset combined)
            RequireOtherPeople(combined, subjects, note);
        foreach (NearCopy copy in RecordingSketch.NearCopies(subjects.Select(s => (s.Key, s.Value.Sketch))))
            note(string.Create(CultureInfo.InvariantCulture, $"{copy.First} and {copy.Second} share {100 * copy.Share:0} % of their moments, which two people do not: one is probably a copy of ")
                + "the other, changed a little, and a score of one by a model of the other means nothing. Leave one out with --subjects.");
        WindowSet[] sets = [.. subjects.Values.Select(s => s.Windows)];
        ClassificationTask task = options.Task;
        for (int c = 0; c < task.Count; c++)
            if (sets.All(set => !Has(set, task, c)))
                throw new InvalidDataException($"No subject has a window of class {task.Classes[c]}, which " +
                    $"{task.OriginOf(c)} make: choose another --task{(task.Rating == null ? "" : ", or other --thresholds")}.");
        string[] tested = [.. folds.SelectMany(fold => fold.TestSubjects)];
        string[] calm = [.. sets.Where(set => tested.Contains(set.Subject) && !Has(set, task, task.Positive)).Select(set => set.Subject)];
        if (folds.All(fold => fold.IsOfOneSubject))
            RequireLeftOut(task, sets, calm);
        else
            RequireLearnable(task, folds, subjects, calm, note);
    }

    /// <summary>
    /// Checks that each subject has the positive class, to be tested on, and that every class occurs outside each test subject, to
    /// be learnt.
    /// </summary>
    private static void RequireLeftOut(ClassificationTask task, IReadOnlyList<WindowSet> sets, string[] calm)
    {
        if (calm.Length > 0)
            throw new InvalidDataException($"No window of {string.Join(", ", calm)} is labelled " +
                $"{(task.Rating == null ? ClassificationTask.Alternatives(task.LabelsOf(task.Positive)) : task.Classes[task.Positive])}: leave such subjects out with --subjects.");
        for (int c = 0; c < task.Count; c++)
            if (sets.Count(set => Has(set, task, c)) < 2)
                throw new InvalidDataException(
                    $"Fewer than 2 subjects have windows of class {task.Classes[c]}: it cannot be learnt when one is left out.");
    }

    /// <summary>Checks that each fold trains on every class. A tested subject may lack one: its scores are over those that it has.</summary>
    private static void RequireLearnable(ClassificationTask task, IReadOnlyList<Fold> folds, IReadOnlyDictionary<string, PreparedSubject> subjects,
        string[] calm, Action<string> note)
    {
        foreach (Fold fold in folds)
            for (int c = 0; c < task.Count; c++)
                if (fold.TrainingSubjects.All(s => !Has(subjects[s].Windows, task, c)))
                    throw new InvalidDataException($"Fold {fold.Name}: none of its {fold.TrainingSubjects.Count} training subjects has a window " +
                        $"of class {task.Classes[c]}. Choose another --split, or another --task.");
        if (calm.Length > 0)
            note($"{string.Join(", ", calm)}: no window of class {task.Classes[task.Positive]}. Accuracy is the share of the other windows that are right; " +
                "F1 is over the classes that occur or are predicted.");
    }

    private static void RequireOtherPeople(CombinedDataset source, IReadOnlyDictionary<string, PreparedSubject> subjects, Action<string> note)
    {
        foreach (IGrouping<string, string> twins in subjects.Where(s => s.Value.Samples != null).GroupBy(s => s.Value.Samples!, s => s.Key).Where(g => g.Count() > 1))
            throw new InvalidDataException($"{string.Join(" and ", twins)} are the same recording: a model would be tested on what it was trained on. " +
                "Leave one of them out with --subjects.");
        foreach (IGrouping<string, string> same in source.SharedNames
            .Where(n => n.Datasets.Count(d => subjects.ContainsKey($"{d}.{n.Subject}")) > 1)
            .GroupBy(n => string.Join(" and ", n.Datasets), n => n.Subject))
            note($"{string.Join(", ", same)}: {(same.Count() == 1 ? "a name" : "names")} in {same.Key}. If that is the same person, leave one out with --subjects.");
    }

    private static bool Has(WindowSet set, ClassificationTask task, int index) => set.Windows.Any(w => task.IndexOf(w.Label) == index);
}
