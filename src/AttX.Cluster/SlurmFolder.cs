using System.Text.Json.Serialization;
using System.Text.Json;
using AttX.Ground;
using AttX.Runs;

namespace AttX.Cluster;

/// <summary>Which task trains which folds, and on what data.</summary>
/// <param name="Data">The dataset's path.</param>
/// <param name="Workers">Folds that a task trains at a time.</param>
/// <param name="Tasks">Per task of the array, its folds' names.</param>
internal sealed record TaskPlan(string Data, int Workers, IReadOnlyList<IReadOnlyList<string>> Tasks);

/// <summary>The jobs of the last submission.</summary>
internal sealed record SubmittedJobs(string Array, string Gather);

/// <summary>What a task last said of itself.</summary>
internal enum TaskPhase
{
    /// <summary>At work, or ended without a word.</summary>
    Running,

    /// <summary>Stopped in good order before it was done.</summary>
    Stopped,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>All of its folds are done.</summary>
    Done,
}

/// <summary>The state of a task, in a file that it writes itself.</summary>
/// <param name="Phase">Where it is.</param>
/// <param name="Job">Its job.</param>
/// <param name="Host">The node.</param>
/// <param name="Process">The process there.</param>
/// <param name="Attempt">1 for the first; more if it was requeued.</param>
/// <param name="Error">What went wrong.</param>
internal sealed record TaskState(TaskPhase Phase, string Job, string Host, int Process, int Attempt, string? Error)
{
    /// <summary>A task that has just begun, as the environment that Slurm gives it says.</summary>
    public static TaskState Begun()
    {
        string Variable(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;
        return new TaskState(
            TaskPhase.Running, Variable("SLURM_JOB_ID", "none"), Environment.MachineName, Environment.ProcessId,
            1 + (int.TryParse(Variable("SLURM_RESTART_COUNT", "0"), out int restarts) ? restarts : 0), null);
    }
}

/// <summary>What a submitted sweep keeps in <c>RUN/slurm</c>: scripts, plan, jobs, each task's state and failures, logs.</summary>
/// <param name="run">The sweep's folder.</param>
internal sealed class SlurmFolder(string run)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public string ArrayScript => In("array.sh");

    public string GatherScript => In("gather.sh");

    /// <summary>Where the jobs' outputs go.</summary>
    public static string Logs(string run) => Path.Combine(run, "slurm", "logs");

    /// <summary>The log of one task.</summary>
    public string Log(string job, int task) => Path.Combine(Logs(run), $"{job}_{task}.log");

    public TaskPlan? Plan => Read<TaskPlan>(In("tasks.json"));

    public SubmittedJobs? Jobs => Read<SubmittedJobs>(In("jobs.json"));

    public TaskState? State(int task) => Read<TaskState>(In("tasks", $"{task}.json"));

    /// <summary>How a task's last failed attempt ended, as its script wrote it down: all that is left of a process that was killed.</summary>
    public string? LastFailure(int task) =>
        In("tasks", $"{task}.failures") is var path && File.Exists(path) ? File.ReadLines(path).LastOrDefault() : null;

    /// <summary>Writes scripts and plan of a submission to come, and forgets the one before.</summary>
    public void Begin(TaskPlan plan, string arrayScript, string gatherScript)
    {
        RunTree.RequireSweep(run);
        if (Directory.Exists(In("tasks")))
            Directory.Delete(In("tasks"), recursive: true);
        Directory.CreateDirectory(In("tasks"));
        File.Delete(In("jobs.json"));
        Directory.CreateDirectory(Logs(run));
        Write(In("tasks.json"), plan);
        AtomicFile.Write(ArrayScript, System.Text.Encoding.UTF8.GetBytes(arrayScript));
        AtomicFile.Write(GatherScript, System.Text.Encoding.UTF8.GetBytes(gatherScript));
    }

    public void Write(SubmittedJobs jobs) => Write(In("jobs.json"), jobs);

    public void Write(int task, TaskState state) => Write(In("tasks", $"{task}.json"), state);

    private string In(params string[] parts) => Path.Combine([run, "slurm", .. parts]);

    private static void Write<T>(string path, T content) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(content, Form));

    private static T? Read<T>(string path)
        where T : class
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Form);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{path}: damaged ({e.Message.ReplaceLineEndings(" ")}). The sweep's command with --resume writes it anew.", e);
        }
    }
}
