using AttX.Cluster;
using AttX.Runs;
using AttX.Sweeps;

namespace AttX.Cli.Views;

/// <summary>How far a fold or a task is.</summary>
internal enum Phase
{
    /// <summary>Its results are there.</summary>
    Done,

    /// <summary>At work now.</summary>
    Running,

    /// <summary>Ended by an error and not to be tried again by itself.</summary>
    Failed,

    /// <summary>Not begun, or interrupted.</summary>
    Waiting,
}

/// <summary>One fold.</summary>
/// <param name="Row">Its row's label.</param>
/// <param name="Name">Its name: <c>both-1-2/seed-1/S2</c>, of a single run <c>S2</c>.</param>
/// <param name="Phase">How far it is.</param>
internal sealed record FoldStatus(string Row, string Name, Phase Phase);

/// <summary>One task of a job array.</summary>
internal sealed record TaskStatus(int Index, Phase Phase, string? Host, int Attempt, string? Error, string Log);

/// <summary>How far a run or a sweep has come, as its folder and the cluster tell. Nothing is changed.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Folds">Every fold.</param>
/// <param name="Tasks">Of the last submission to a cluster, each task; empty without one.</param>
/// <param name="Jobs">Of the last submission, the jobs.</param>
/// <param name="Holder">Who works in the folder alone, if anyone.</param>
/// <param name="Complete">Whether the scores are written.</param>
/// <param name="Note">Why the states may be out of date.</param>
internal sealed record RunStatus(
    string Folder, IReadOnlyList<FoldStatus> Folds, IReadOnlyList<TaskStatus> Tasks, SubmittedJobs? Jobs, string? Holder, bool Complete, string? Note)
{
    /// <summary>Folds of a phase.</summary>
    public int Count(Phase phase) => Folds.Count(fold => fold.Phase == phase);

    /// <summary>What a user can do.</summary>
    public string Next => this switch
    {
        { Complete: true } => $"Complete: the scores are in {Path.Combine(Folder, StoredRun.ResultName)}.",
        { Holder: { } holder } => $"At work: {holder}.",
        { Jobs: { } jobs } when Tasks.Any(task => task.Phase is Phase.Running or Phase.Waiting) =>
            $"On the cluster: job {jobs.Array}, then {jobs.Gather} gathers.",
        { Jobs: { } jobs } when Count(Phase.Done) == Folds.Count =>
            $"Every fold is done: job {jobs.Gather}, or the sweep's command with --resume, writes the scores.",
        _ => "Nobody is at work: the run's command with --resume continues.",
    };

    /// <summary>Reads a folder.</summary>
    /// <exception cref="InvalidDataException">It holds no run, or a damaged one.</exception>
    public static RunStatus Read(string folder)
    {
        string? holder = RunFolder.HolderOf(folder);
        if (File.Exists(Path.Combine(folder, StoredSweep.FileName)))
        {
            StoredSweep sweep = StoredSweep.Read(folder);
            ClusterStatus? cluster = holder == null ? ClusterStatus.Read(folder, Done(sweep)) : null;
            FoldStatus[] folds = [.. sweep.Plan.Runs.SelectMany(run => Of(
                StoredSweep.RunFolder(folder, run), run.Row.Label, run.Name + "/", holder != null, cluster))];
            return new RunStatus(folder, folds, cluster?.Tasks ?? [], cluster?.Jobs, holder, File.Exists(sweep.ResultPath), cluster?.Note);
        }

        if (!File.Exists(Path.Combine(folder, StoredRun.FileName)))
            throw new InvalidDataException($"{folder}: neither a run nor a sweep (no {StoredRun.FileName}, no {StoredSweep.FileName}).");
        return new RunStatus(folder, [.. Of(folder, "leave-one-subject-out", "", holder != null, null)], [], null, holder,
            File.Exists(Path.Combine(folder, StoredRun.ResultName)), null);
    }

    /// <summary>The folds of one run; none where it has not been begun.</summary>
    private static IEnumerable<FoldStatus> Of(string folder, string row, string prefix, bool atWork, ClusterStatus? cluster)
    {
        if (!File.Exists(Path.Combine(folder, StoredRun.FileName)))
            yield break;
        StoredRun run = StoredRun.Read(folder);
        foreach (string subject in run.Subjects)
            yield return new FoldStatus(row, prefix + subject, run.Progress(subject) switch
            {
                FoldProgress.Done => Phase.Done,
                FoldProgress.Begun when atWork => Phase.Running,
                _ => cluster?.PhaseOf(prefix + subject) ?? Phase.Waiting,
            });
    }

    private static HashSet<string> Done(StoredSweep sweep) => [.. from run in sweep.Plan.Runs
        from fold in Of(StoredSweep.RunFolder(sweep.Folder, run), "", run.Name + "/", false, null)
        where fold.Phase == Phase.Done
        select fold.Name];
}
