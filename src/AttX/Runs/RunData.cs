using AttX.Evaluation;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Preprocessing;
using AttX.Windows;

namespace AttX.Runs;

/// <summary>The data of a run, as run.json describes them.</summary>
/// <param name="Fingerprints">Per subject, in the data's order, the SHA-256 of its recording.</param>
public sealed record RunData(IReadOnlyDictionary<string, string> Fingerprints)
{
    /// <summary>Limits to what is read: folds grow with the square of the subjects.</summary>
    private const int MaximumSubjects = 4096, MaximumWindows = 1 << 24;

    /// <summary>The subjects of each dataset, where several are used together; else empty.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Datasets { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// Each subject's windows of each class, where not everybody is tested on by a model of all others; empty for leave-one-subject-out,
    /// whose predictions tell them.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Windows { get; init; } = new Dictionary<string, IReadOnlyList<int>>();

    /// <summary>Each subject's <see cref="RecordingSketch"/>; empty in a run that an earlier version began.</summary>
    public IReadOnlyDictionary<string, string> Sketches { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns the dataset of a subject; null if there is but one.</summary>
    public string? DatasetOf(string subject) => Datasets.FirstOrDefault(d => d.Value.Contains(subject)).Key;

    /// <summary>Checks a description that was read: that every dataset's subjects are the run's, each once, and windows are counted for all or none.</summary>
    /// <exception cref="FormatException">They are not.</exception>
    internal RunData Checked(int classes)
    {
        if (Fingerprints.Count > MaximumSubjects)
            throw new FormatException($"\"data\" names {Fingerprints.Count} subjects, and a run has at most {MaximumSubjects}");
        string[] assigned = [.. Datasets.Values.SelectMany(subjects => subjects)];
        if (Datasets.Count > 0 && !assigned.Order(StringComparer.Ordinal).SequenceEqual(Fingerprints.Keys.Order(StringComparer.Ordinal)))
            throw new FormatException("\"datasets\" does not name each subject of \"data\" once");
        if (Windows.Count > 0 && (Fingerprints.Keys.Any(s => !Windows.ContainsKey(s)) || Windows.Values.Any(n => n.Count != classes || n.Any(count => count is < 0 or > MaximumWindows))))
            throw new FormatException($"\"windows\" does not count {classes} classes of each subject of \"data\"");
        return this;
    }

    /// <summary>Describes prepared windows.</summary>
    internal static RunData Of(
        IReadOnlyDictionary<string, PreparedSubject> subjects, IReadOnlyDictionary<string, IReadOnlyList<string>> datasets, ExperimentOptions options) =>
        new(subjects.ToDictionary(p => p.Key, p => p.Value.Fingerprint))
        {
            Sketches = subjects.Where(p => p.Value.Sketch != null).ToDictionary(p => p.Key, p => p.Value.Sketch!),
            Datasets = datasets.Select(d => (d.Key, Used: d.Value.Where(subjects.ContainsKey).ToArray())).Where(d => d.Used.Length > 0)
                .ToDictionary(d => d.Key, d => (IReadOnlyList<string>)d.Used),
            Windows = options.Split.Kind == SplitKind.LeaveOneSubjectOut ? new Dictionary<string, IReadOnlyList<int>>()
                : subjects.ToDictionary(p => p.Key, p => Counts(p.Value.Windows, options.Task)),
        };

    private static IReadOnlyList<int> Counts(WindowSet set, ClassificationTask task) =>
        [.. Enumerable.Range(0, task.Count).Select(c => set.Windows.Count(w => task.IndexOf(w.Label) == c))];
}
