using System.Text.Json;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Runs;

namespace AttX.Sweeps;

/// <summary>A sweep read from its folder.</summary>
/// <param name="Folder">The sweep's folder.</param>
/// <param name="Plan">Its rows and seeds.</param>
/// <param name="Environment">Environment and time of the sweep.</param>
public sealed record StoredSweep(string Folder, SweepPlan Plan, RunEnvironment Environment)
{
    /// <summary>The file that identifies a sweep's folder.</summary>
    public const string FileName = "sweep.json";

    /// <summary>The sweep's scores.</summary>
    public string ResultPath => Path.Combine(Folder, StoredRun.ResultName);

    /// <summary>Reads sweep.json.</summary>
    /// <exception cref="InvalidDataException">
    /// Damaged, or the folder holds a link or a special file; the message names the file.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static StoredSweep Read(string folder)
    {
        RunTree.RequireSweep(folder);
        string path = Path.Combine(folder, FileName);
        try
        {
            using JsonDocument json = JsonDocument.Parse(JsonForms.ReadBytes(path));
            JsonElement root = json.RootElement;
            var plan = new SweepPlan(
                root.GetProperty("name").GetString()!,
                [.. root.GetProperty("rows").EnumerateArray().Select(row => new SweepRow(
                    FolderTree.Segment(row.GetProperty("key").GetString()!), row.GetProperty("label").GetString()!, new OptionReader().GiveJson(row, path).Read()))],
                [.. root.GetProperty("seeds").EnumerateArray().Select(seed => seed.GetUInt64())]);
            return plan.Rows.Count == 0 || plan.Seeds.Count == 0 ? throw new FormatException("it has no rows or no seeds")
                : new StoredSweep(folder, plan, RunEnvironment.Read(root));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OptionsException)
        {
            throw new InvalidDataException($"{path}: damaged, the sweep cannot be read ({e.Message.ReplaceLineEndings(" ")}). Choose another --out.", e);
        }
    }

    /// <summary>Returns the folder of one run.</summary>
    public static string RunFolder(string folder, SweepRun run) => Path.Combine(folder, "runs", Path.Combine(run.Name.Split('/')));

    /// <summary>Reads one run.</summary>
    public StoredRun Run(SweepRun run) => StoredRun.Read(RunFolder(Folder, run));

    /// <summary>Reads each run's scores.</summary>
    /// <exception cref="InvalidDataException">Folds are missing or damaged; the message names them.</exception>
    public IReadOnlyDictionary<SweepRun, IReadOnlyList<FoldScores>> Scores()
    {
        var scores = new Dictionary<SweepRun, IReadOnlyList<FoldScores>>();
        var missing = new List<string>();
        foreach (SweepRun run in Plan.Runs)
        {
            StoredRun stored = Run(run);
            (string Subject, FoldResult? Result)[] folds = [.. stored.Subjects.Select(s => (s, stored.Fold(s)))];
            missing.AddRange(folds.Where(f => f.Result == null).Select(f => $"{run.Name}/{f.Subject}"));
            scores[run] = [.. folds.Where(f => f.Result != null).Select(f => new FoldScores(f.Subject, f.Result!.Predictions.Confusion()))];
        }

        return missing.Count == 0 ? scores : throw new InvalidDataException(
            $"{Folder}: {missing.Count} folds are not done, the first {missing[0]}. The sweep's command with --resume does them.");
    }

    /// <summary>Compares rows as named in advance; null where there is nothing of it.</summary>
    /// <param name="statistics">The scores of each row, in the plan's order.</param>
    /// <exception cref="InvalidDataException">A run's baselines are damaged; the message names the file.</exception>
    public NamedComparison? Named(IReadOnlyList<ScoreRow> statistics) =>
        !statistics.All(row => row.Scores.Subjects.SequenceEqual(statistics[0].Scores.Subjects)) ? null
            : NamedComparison.Of([.. Plan.Rows.Zip(statistics, (row, scores) => (row.Options, scores))], Linear);

    private SeededScores? Linear(int row) => Run(new SweepRun(Plan.Rows[row], Plan.Seeds[0])).Baselines()?.Linear is { } people
        ? SeededScores.Of([[.. people.Select(p => new FoldScores(p.Subject, p.Confusion()))]]) : null;
}
