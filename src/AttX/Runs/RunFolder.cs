using System.Text;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;

namespace AttX.Runs;

/// <summary>Modes in which a process locks a run's folder.</summary>
public enum RunAccess
{
    /// <summary>Exclusive; the folder must not hold a run.</summary>
    New,

    /// <summary>Exclusive; the folder may hold a run with the same options.</summary>
    Resume,

    /// <summary>Shared with other processes that work on other folds of the same run, which must exist.</summary>
    Share,
}

/// <summary>
/// A run's folder: run.json, baselines.csv, folds/, models/ where folds have several test subjects, result.json. Held by one process at a time; every file is written atomically, so that
/// a run killed at any moment resumes.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private static readonly string[] FoldsAndModels = ["folds", "models"];

    private readonly RunLock _lock;
    private readonly ExperimentOptions _options;
    private readonly StoredRun? _stored;

    private RunFolder(string folder, ExperimentOptions options, RunLock @lock, StoredRun? stored) =>
        (Folder, _options, _lock, _stored) = (folder, options, @lock, stored);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>result.json, which is there once the run is done.</summary>
    public string ResultPath => Path.Combine(Folder, StoredRun.ResultName);

    /// <summary>Locks a folder for a run: a new one, or one begun with the same options.</summary>
    /// <exception cref="OptionsException">The folder holds a run already, or one with other options.</exception>
    /// <exception cref="InvalidDataException">run.json is damaged, or the folder holds a link or a special file.</exception>
    /// <exception cref="IOException">Another process holds the folder.</exception>
    public static RunFolder Open(string folder, ExperimentOptions options, RunAccess access)
    {
        Directory.CreateDirectory(folder);
        RunTree.RequireRun(folder);
        RunLock? @lock = RunLock.Take(folder, access == RunAccess.Share);
        try
        {
            var store = new RunFolder(folder, options, @lock, Check(folder, options, access));
            @lock = null;
            if (access != RunAccess.Share)
                RemoveLeftovers(folder);
            return store;
        }
        finally
        {
            @lock?.Dispose();
        }
    }

    /// <summary>Returns the exclusive holder of a run's or a sweep's folder, or null, without locking it.</summary>
    /// <exception cref="InvalidDataException">The folder holds a link or a special file.</exception>
    public static string? HolderOf(string folder)
    {
        RunTree.RequireSweep(folder);
        return RunLock.HolderOf(folder);
    }

    /// <summary>Writes run.json of a new run, or checks that the data of a resumed one are the same.</summary>
    /// <param name="data">The data.</param>
    /// <param name="origin">Where a new run comes from; null: not said.</param>
    /// <exception cref="InvalidDataException">The data differ; the message names each such subject.</exception>
    public void Begin(RunData data, RunOrigin? origin = null)
    {
        if (_stored == null)
            AtomicFile.Write(Path.Combine(Folder, StoredRun.FileName), RunJson.Run(_options, data, DateTimeOffset.UtcNow, finished: null, origin?.RelativeTo(Folder)));
        else if (Changes(_stored.Data.Fingerprints, data.Fingerprints) is { Count: > 0 } changes)
            throw new InvalidDataException(
                $"{Folder}: the data are not those of the run ({string.Join(", ", changes)}). Restore them, or choose another --out.");
    }

    /// <summary>Writes the baselines, unless they are there.</summary>
    public void Keep(Func<RunBaselines> baselines)
    {
        string path = Path.Combine(Folder, StoredRun.BaselinesName);
        if (!File.Exists(path))
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(baselines().ToCsv()));
    }

    /// <summary>Writes result.json, and returns what stands beside the scores in it.</summary>
    public (BaselineScores? Beside, StartScores? Starts) Finish(IReadOnlyList<FoldScores> folds) => StoredRun.Read(Folder).Finish(folds);

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>Returns the folder of each test subject of a fold.</summary>
    internal IReadOnlyList<FoldFolder> Of(Fold fold) => StoredRun.FoldersOf(Folder, fold);

    /// <summary>Removes temporary files that a killed process left: nobody else writes folds while the folder is held.</summary>
    private static void RemoveLeftovers(string folder)
    {
        foreach (string parent in FoldsAndModels.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
            foreach (string inner in Directory.GetDirectories(parent))
                AtomicFile.RemoveLeftovers(inner, TimeSpan.Zero);
    }

    private static StoredRun? Check(string folder, ExperimentOptions options, RunAccess access)
    {
        string path = Path.Combine(folder, StoredRun.FileName);
        if (!File.Exists(path))
            return Directory.Exists(Path.Combine(folder, "folds")) || File.Exists(Path.Combine(folder, StoredRun.ResultName))
                ? throw new OptionsException([$"{folder}: has results but no run.json that says of what. Choose another --out."])
                : null;
        if (access == RunAccess.New)
            throw new OptionsException([$"{folder}: holds a run already. Continue it with --resume, or choose another --out."]);
        StoredRun stored = StoredRun.Read(folder);
        IReadOnlyList<string> differences = OptionsJson.Differences(stored.Options, "the run", options);
        return differences.Count == 0 ? stored : throw new OptionsException(
            [$"{folder}: --resume continues a run with its own options ({string.Join("; ", differences)}). Give --config {path}, or choose another --out."]);
    }

    private static IReadOnlyList<string> Changes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
    [
        .. now.Where(d => before.TryGetValue(d.Key, out string? old) && old != d.Value).Select(d => $"{d.Key} changed"),
        .. before.Keys.Except(now.Keys).Select(s => $"{s} is missing"),
        .. now.Keys.Except(before.Keys).Select(s => $"{s} is new"),
    ];
}
