using AttX.Runs;

namespace AttX.Reports.Reading;

/// <summary>One run, finished or not.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Stored">run.json; null if the run has not begun.</param>
/// <param name="Folds">The finished folds, one for each test subject, in the data's order.</param>
public sealed record ReportRun(ulong Seed, StoredRun? Stored, IReadOnlyList<ReportFold> Folds)
{
    /// <summary>The subjects whose folds are not finished; empty if the run has not begun, when its subjects are unknown.</summary>
    public IReadOnlyList<string> Missing { get; } = [.. (Stored?.Subjects ?? []).Except(Folds.Select(f => f.Subject))];

    /// <summary>Whether every fold is done.</summary>
    public bool IsComplete => Stored != null && Missing.Count == 0;

    /// <summary>Reads a run's folder.</summary>
    /// <exception cref="InvalidDataException">A file is damaged or not what the run wrote; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReportRun Read(string folder, ulong seed)
    {
        if (!File.Exists(Path.Combine(folder, StoredRun.FileName)))
            return new ReportRun(seed, null, []);
        StoredRun stored = StoredRun.Read(folder);
        return new ReportRun(seed, stored, [.. stored.Subjects.Select(s => (Subject: s, Result: stored.Fold(s))).Where(f => f.Result != null)
            .Select(f => new ReportFold(f.Subject, stored.Files(f.Subject), f.Result!))]);
    }
}
