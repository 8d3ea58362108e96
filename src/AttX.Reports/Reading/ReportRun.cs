using AttX.Runs;

namespace AttX.Reports.Reading;

/// <summary>One leave-one-subject-out run, as far as it is done.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Stored">run.json; null while the run is not begun.</param>
/// <param name="Folds">The folds that are done, in the subjects' order.</param>
public sealed record ReportRun(ulong Seed, StoredRun? Stored, IReadOnlyList<ReportFold> Folds)
{
    /// <summary>The subjects whose folds are not done; none where the run is not begun, for its subjects are not known then.</summary>
    public IReadOnlyList<string> Missing { get; } = [.. (Stored?.Subjects ?? []).Except(Folds.Select(f => f.Subject))];

    /// <summary>Whether every fold is done.</summary>
    public bool IsComplete => Stored != null && Missing.Count == 0;

    /// <summary>Reads a run's folder.</summary>
    /// <exception cref="InvalidDataException">A file is damaged or not what the run wrote: says which.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReportRun Read(string folder, ulong seed)
    {
        if (!File.Exists(Path.Combine(folder, StoredRun.FileName)))
            return new ReportRun(seed, null, []);
        StoredRun stored = StoredRun.Read(folder);
        return new ReportRun(seed, stored, [.. stored.Subjects.Select(s => (Subject: s, Result: stored.Fold(s))).Where(f => f.Result != null)
            .Select(f => new ReportFold(f.Subject, new FoldFolder(folder, f.Subject), f.Result!))]);
    }
}
