using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Runs;

namespace AttX.Sweeps;

/// <summary>A sweep's folder: sweep.json, runs/, result.json.</summary>
internal sealed class SweepFolder : IDisposable
{
    private readonly string _folder;
    private readonly SweepPlan _plan;
    private readonly RunLock _lock;

    private SweepFolder(string folder, SweepPlan plan, RunLock @lock) => (_folder, _plan, _lock) = (folder, plan, @lock);

    /// <summary>
    /// Locks a folder exclusively: a new one, or with <paramref name="resume"/> one that holds this sweep or a part of it.
    /// </summary>
    /// <exception cref="OptionsException">The folder holds something else.</exception>
    /// <exception cref="InvalidDataException">sweep.json is damaged.</exception>
    /// <exception cref="IOException">Another process holds the folder.</exception>
    public static SweepFolder Begin(string folder, SweepPlan plan, bool resume)
    {
        Directory.CreateDirectory(folder);
        return Open(folder, plan, shared: false, () =>
        {
            if (File.Exists(Path.Combine(folder, StoredRun.FileName)))
                throw new OptionsException([$"{folder}: holds a single run. Choose another --out."]);
            DateTimeOffset started = DateTimeOffset.UtcNow;
            if (File.Exists(Path.Combine(folder, StoredSweep.FileName)))
            {
                if (!resume)
                    throw new OptionsException([$"{folder}: holds a sweep already. Continue it with --resume, or choose another --out."]);
                StoredSweep stored = StoredSweep.Read(folder);
                if (!RequireWithin(stored, plan))
                    return;
                started = stored.Environment.Started;
            }
            else if (Directory.Exists(Path.Combine(folder, "runs")))
                throw new OptionsException([$"{folder}: has runs but no {StoredSweep.FileName} that says of what. Choose another --out."]);
            AtomicFile.Write(Path.Combine(folder, StoredSweep.FileName), SweepJson.Plan(plan, started, finished: null));
        });
    }

    /// <summary>Locks the folder of an existing sweep, shared with other processes.</summary>
    public static SweepFolder Share(string folder, SweepPlan plan) => Open(folder, plan, shared: true, () => RequireWithin(StoredSweep.Read(folder), plan));

    /// <summary>Writes result.json of a sweep whose folds are all done, and the time; a sweep finished earlier keeps its time.</summary>
    public StoredSweep Finish()
    {
        StoredSweep sweep = StoredSweep.Read(_folder);
        IReadOnlyDictionary<SweepRun, IReadOnlyList<FoldScores>> scores = sweep.Scores();
        foreach ((SweepRun run, IReadOnlyList<FoldScores> folds) in scores)
            sweep.Run(run).Finish(folds);
        byte[] result = SweepJson.Result(sweep with { Plan = _plan }, scores).ToArray();
        if (sweep.Environment.Finished != null && File.Exists(sweep.ResultPath) && File.ReadAllBytes(sweep.ResultPath).AsSpan().SequenceEqual(result))
            return sweep;
        AtomicFile.Write(sweep.ResultPath, result);
        AtomicFile.Write(Path.Combine(_folder, StoredSweep.FileName), SweepJson.Plan(_plan, sweep.Environment.Started, DateTimeOffset.UtcNow));
        return StoredSweep.Read(_folder);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static SweepFolder Open(string folder, SweepPlan plan, bool shared, Action check)
    {
        RunTree.RequireSweep(folder);
        RunLock @lock = RunLock.Take(folder, shared);
        try
        {
            check();
            return new SweepFolder(folder, plan, @lock);
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Checks that a sweep is continued with the same seeds and rows or more. True if there are more.</summary>
    private static bool RequireWithin(StoredSweep stored, SweepPlan asked)
    {
        string[] differences = [.. Differences(stored.Plan, asked)];
        return differences.Length == 0 ? asked.Runs.Count() > stored.Plan.Runs.Count() : throw new OptionsException(
            [$"{stored.Folder}: holds another sweep ({string.Join("; ", differences.Take(5))}). Choose another --out."]);
    }

    private static IEnumerable<string> Differences(SweepPlan stored, SweepPlan asked)
    {
        if (stored.Name != asked.Name)
            yield return $"name: {stored.Name} there, {asked.Name} asked for";
        if (stored.Seeds.Except(asked.Seeds).Any())
            yield return $"seeds: {string.Join(',', stored.Seeds)} there, {string.Join(',', asked.Seeds)} asked for";
        foreach (SweepRow there in stored.Rows)
            if (asked.Rows.FirstOrDefault(row => row == there) is not { } here)
                yield return $"row \"{there.Label}\" is not asked for";
            else
                foreach (string difference in OptionsJson.Differences(there.Options, "the sweep", here.Options))
                    yield return $"{there.Label}: {difference}";
    }
}
