using System.Text.Json;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Runs;

namespace AttX.Sweeps;

/// <summary>A sweep as its folder tells it.</summary>
/// <param name="Folder">The sweep's folder.</param>
/// <param name="Plan">Its rows and seeds.</param>
/// <param name="Environment">Where and when it was run.</param>
public sealed record StoredSweep(string Folder, SweepPlan Plan, RunEnvironment Environment)
{
    /// <summary>The file that makes a folder a sweep's.</summary>
    public const string FileName = "sweep.json";

    /// <summary>The sweep's scores.</summary>
    public string ResultPath => Path.Combine(Folder, StoredRun.ResultName);

    /// <summary>Reads sweep.json.</summary>
    /// <exception cref="InvalidDataException">Damaged, or the folder holds a link or a special file: says which file.</exception>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
    public static StoredSweep Read(string folder)
    {
        RunTree.RequireSweep(folder);
        string path = Path.Combine(folder, FileName);
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = json.RootElement;
            var plan = new SweepPlan(
                root.GetProperty("name").GetString()!,
                [.. root.GetProperty("rows").EnumerateArray().Select(row => new SweepRow(
                    FolderTree.Segment(row.GetProperty("key").GetString()!), row.GetProperty("label").GetString()!, new OptionReader().GiveJson(row, path).Read()))],
                [.. root.GetProperty("seeds").EnumerateArray().Select(seed => seed.GetUInt64())]);
            return new StoredSweep(folder, plan, RunEnvironment.Read(root));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OptionsException)
        {
            throw new InvalidDataException($"{path}: damaged, the sweep cannot be read ({e.Message.ReplaceLineEndings(" ")}). Choose another --out.", e);
        }
    }

    /// <summary>The folder of one run.</summary>
    public static string RunFolder(string folder, SweepRun run) => Path.Combine(folder, "runs", Path.Combine(run.Name.Split('/')));

    /// <summary>Reads one run.</summary>
    public StoredRun Run(SweepRun run) => StoredRun.Read(RunFolder(Folder, run));

    /// <summary>Each run's scores.</summary>
    /// <exception cref="InvalidDataException">Folds are missing or damaged: says which.</exception>
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
}
