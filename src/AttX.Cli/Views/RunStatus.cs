using AttX.Cluster;
using AttX.Evaluation;
using AttX.Runs;
using AttX.Sweeps;

namespace AttX.Cli.Views;

/// <summary>Phase of a fold or a task.</summary>
internal enum Phase
{
    /// <summary>Finished, with results.</summary>
    Done,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Failed, and not retried automatically.</summary>
    Failed,

    /// <summary>Not started, or interrupted.</summary>
    Waiting,
}

/// <summary>One fold.</summary>
/// <param name="Row">Its row's label.</param>
/// <param name="Name">Its name: <c>both-1-2/seed-1/S2</c>, of a single run <c>S2</c>.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="Fit">How far its fit is, while it runs; null if that is not known.</param>
internal sealed record FoldStatus(string Row, string Name, Phase Phase, FitStatus? Fit = null);

/// <summary>One task of a job array.</summary>
internal sealed record TaskStatus(int Index, Phase Phase, string? Host, int Attempt, string? Error, string Log);

/// <summary>Progress of a run or a sweep according to its folder and the cluster. Changes nothing.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Folds">Every fold.</param>
/// <param name="Tasks">Each task of the last submission to a cluster; empty without one.</param>
/// <param name="Jobs">The jobs of the last submission.</param>
/// <param name="Holder">The process that holds the folder's lock, if any.</param>
/// <param name="Complete">Whether the scores are written.</param>
/// <param name="Note">Why the states may be outdated.</param>
internal sealed record RunStatus(
    string Folder, IReadOnlyList<FoldStatus> Folds, IReadOnlyList<TaskStatus> Tasks, SubmittedJobs? Jobs, string? Holder, bool Complete, string? Note)
{
    /// <summary>Counts the folds in a phase.</summary>
    public int Count(Phase phase) => Folds.Count(fold => fold.Phase == phase);

    /// <summary>Advice to the user.</summary>
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
                StoredSweep.RunFolder(folder, run), run.Row.Label, run.Name + "/", holder, cluster))];
            return new RunStatus(folder, folds, cluster?.Tasks ?? [], cluster?.Jobs, holder, File.Exists(sweep.ResultPath), cluster?.Note);
        }

        if (!File.Exists(Path.Combine(folder, StoredRun.FileName)))
            throw new InvalidDataException($"{folder}: neither a run nor a sweep (no {StoredRun.FileName}, no {StoredSweep.FileName}).");
        return new RunStatus(folder, [.. Of(folder, StoredRun.Read(folder).Options.Split.Title, "", holder, null)], [], null, holder,
            File.Exists(Path.Combine(folder, StoredRun.ResultName)), null);
    }

    /// <summary>Lists the folds of one run; empty if it has not begun.</summary>
    private static IEnumerable<FoldStatus> Of(string folder, string row, string prefix, string? holder, ClusterStatus? cluster)
    {
        if (!File.Exists(Path.Combine(folder, StoredRun.FileName)))
            yield break;
        StoredRun run = StoredRun.Read(folder);
        foreach (Fold fold in run.Folds)
        {
            // A fold that an earlier process left unfinished waits until this one takes it up.
            FitProgress? fit = run.FitProgress(fold);
            Phase phase = run.Progress(fold) switch
            {
                FoldProgress.Done => Phase.Done,
                FoldProgress.Begun when holder != null && fit?.Holder == holder => Phase.Running,
                _ => cluster?.PhaseOf(prefix + fold.Name) ?? Phase.Waiting,
            };
            yield return new FoldStatus(row, prefix + fold.Name, phase, phase == Phase.Running && fit != null ? FitStatus.Of(fit) : null);
        }
    }

    private static HashSet<string> Done(StoredSweep sweep) => [.. from run in sweep.Plan.Runs
        from fold in Of(StoredSweep.RunFolder(sweep.Folder, run), "", run.Name + "/", null, null)
        where fold.Phase == Phase.Done
        select fold.Name];
}
