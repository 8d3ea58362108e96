using AttX.Evaluation;
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

    /// <summary>What the clock and the linear baseline predict on its windows; null if an earlier version began the run.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of other windows; the message names it.</exception>
    public RunBaselines? Baselines => field ??= Stored?.Baselines() is not { } read ? null
        : Folds.All(fold => read.Clock.Any(p => p.Subject == fold.Subject && Places(p).SequenceEqual(Places(fold.Result.Predictions)))) ? read
        : throw new InvalidDataException($"{Path.Combine(Stored.Folder, StoredRun.BaselinesName)}: not of this run's windows. Remove it: the run's command with --resume writes it again.");

    private static IEnumerable<(double StartSeconds, int Label)> Places(Predictions predictions) => predictions.Items.Select(p => (p.StartSeconds, p.Label));

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
