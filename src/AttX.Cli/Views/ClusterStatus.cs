using AttX.Cluster;

namespace AttX.Cli.Views;

/// <summary>The tasks of a sweep's last submission: what they wrote down themselves, and what Slurm's queue says of them.</summary>
/// <param name="Tasks">Each task.</param>
/// <param name="Jobs">The jobs; null if the submission was cut short.</param>
/// <param name="Note">Why the queue could not be asked.</param>
internal sealed record ClusterStatus(IReadOnlyList<TaskStatus> Tasks, SubmittedJobs? Jobs, string? Note)
{
    private readonly Dictionary<string, Phase> _folds = [];

    /// <summary>Reads the state of a sweep's tasks; null if none was submitted.</summary>
    /// <param name="run">The sweep's folder.</param>
    /// <param name="done">Folds that are done.</param>
    public static ClusterStatus? Read(string run, HashSet<string> done)
    {
        var folder = new SlurmFolder(run);
        if (folder.Plan is not { } plan)
            return null;
        SubmittedJobs? jobs = folder.Jobs;
        (IReadOnlyDictionary<string, string>? queue, string? note) = Queue(jobs);
        TaskStatus[] tasks = [.. plan.Tasks.Select((folds, i) => Task(folder, i, folds.All(done.Contains), queue, jobs))];
        var status = new ClusterStatus(tasks, jobs, note);
        foreach ((TaskStatus task, IReadOnlyList<string> folds) in tasks.Zip(plan.Tasks))
            foreach ((int i, string fold) in folds.Where(fold => !done.Contains(fold)).Index())
                // A task trains its folds in their order.
                status._folds[fold] = task.Phase == Phase.Running && i >= plan.Workers ? Phase.Waiting : task.Phase;
        return status;
    }

    /// <summary>How far a fold is that is not done; null if no task has it.</summary>
    public Phase? PhaseOf(string fold) => _folds.TryGetValue(fold, out Phase phase) ? phase : null;

    private static (IReadOnlyDictionary<string, string>? Queue, string? Note) Queue(SubmittedJobs? jobs)
    {
        try
        {
            return (jobs == null ? new Dictionary<string, string>() : SlurmClient.Queue(jobs.Array), null);
        }
        catch (IOException e)
        {
            return (null, $"The queue cannot be asked ({e.Message.TrimEnd('.')}): states are those that the tasks wrote down last.");
        }
    }

    private static TaskStatus Task(SlurmFolder folder, int index, bool done, IReadOnlyDictionary<string, string>? queue, SubmittedJobs? jobs)
    {
        TaskState? state = folder.State(index);
        Phase phase = done ? Phase.Done
            : queue == null ? AsWritten(state)
            : !queue.TryGetValue($"{index}", out string? queued) ? Phase.Failed
            : queued == "PENDING" ? Phase.Waiting : Phase.Running;
        string log = jobs == null ? SlurmFolder.Logs("") : folder.Log(jobs.Array, index);
        string? error = state?.Error ?? folder.LastFailure(index) ?? (phase != Phase.Failed ? null : state?.Phase switch
        {
            null => "cancelled before it started",
            TaskPhase.Stopped => "stopped",
            _ => "ended without a word",
        });
        return new TaskStatus(index, phase, state?.Host, state?.Attempt ?? 0, phase == Phase.Done ? null : error, log);
    }

    private static Phase AsWritten(TaskState? state) => state?.Phase switch
    {
        TaskPhase.Running => Phase.Running,
        TaskPhase.Failed => Phase.Failed,
        _ => Phase.Waiting,
    };
}
