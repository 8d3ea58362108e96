using System.Text.Json;
using System.Text.Json.Serialization;
using AttX.Datasets.Catalogue;
using AttX.Ground;
using AttX.Runs;

namespace AttX.Cluster;

/// <summary>Assignment of folds to tasks, and their data.</summary>
/// <param name="Data">The datasets' names and absolute paths.</param>
/// <param name="Workers">Folds that a task trains concurrently.</param>
/// <param name="Tasks">The names of each task's folds.</param>
internal sealed record TaskPlan(IReadOnlyList<DataPath> Data, int Workers, IReadOnlyList<IReadOnlyList<string>> Tasks);

/// <summary>The jobs of the last submission.</summary>
internal sealed record SubmittedJobs(string Array, string Gather);

/// <summary>Last recorded phase of a task.</summary>
internal enum TaskPhase
{
    /// <summary>Running, or ended without a record.</summary>
    Running,

    /// <summary>Stopped in an orderly way before it finished.</summary>
    Stopped,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Finished, with all of its folds.</summary>
    Done,
}

/// <summary>The state of a task, in a file that it writes itself.</summary>
/// <param name="Phase">Its phase.</param>
/// <param name="Job">Its job.</param>
/// <param name="Host">The node.</param>
/// <param name="Process">The process there.</param>
/// <param name="Attempt">1 for the first; more if it was requeued.</param>
/// <param name="Error">What went wrong.</param>
internal sealed record TaskState(TaskPhase Phase, string Job, string Host, int Process, int Attempt, string? Error)
{
    /// <summary>Creates the state of a task that has just started, from Slurm's environment variables.</summary>
    public static TaskState Begun()
    {
        string Variable(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;
        return new TaskState(
            TaskPhase.Running, Variable("SLURM_JOB_ID", "none"), Environment.MachineName, Environment.ProcessId,
            1 + (int.TryParse(Variable("SLURM_RESTART_COUNT", "0"), out int restarts) ? restarts : 0), null);
    }
}

/// <summary>Contents of a submitted sweep's <c>RUN/slurm</c>: scripts, plan, jobs, each task's state and failures, logs.</summary>
/// <param name="run">The sweep's folder.</param>
internal sealed class SlurmFolder(string run)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public string ArrayScript => In("array.sh");

    public string GatherScript => In("gather.sh");

    /// <summary>Folder of the jobs' outputs.</summary>
    public static string Logs(string run) => Path.Combine(run, "slurm", "logs");

    /// <summary>Returns the log of one task.</summary>
    public string Log(string job, int task) => Path.Combine(Logs(run), $"{job}_{task}.log");

    public TaskPlan? Plan => Read<TaskPlan>(In("tasks.json"), plan => !plan.Data.Contains(null!) && !plan.Tasks.Any(folds => folds?.Contains(null!) != false));

    public SubmittedJobs? Jobs => Read<SubmittedJobs>(In("jobs.json"));

    public TaskState? State(int task) => Read<TaskState>(In("tasks", $"{task}.json"));

    /// <summary>Returns how a task's last failed attempt ended, as recorded by its script: the only trace of a killed process.</summary>
    public string? LastFailure(int task) =>
        In("tasks", $"{task}.failures") is var path && File.Exists(path) ? File.ReadLines(path).LastOrDefault() : null;

    /// <summary>Writes scripts and plan of a new submission, and deletes the previous one.</summary>
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

    private static T? Read<T>(string path, Func<T, bool>? isWhole = null)
        where T : class
    {
        if (!File.Exists(path))
            return null;
        try
        {
            T? content = JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Form);
            return content == null || isWhole?.Invoke(content) != false ? content : throw new JsonException("null in a list");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{path}: damaged ({e.Message.ReplaceLineEndings(" ")}). The sweep's command with --resume writes it anew.", e);
        }
    }
}
