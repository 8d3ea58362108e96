using System.Diagnostics;
using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>Sweeps on a real Slurm, where tasks are killed, stopped and misled from outside.</summary>
public sealed class SlurmClusterTests : IClassFixture<SingleNodeSlurm>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly SingleNodeSlurm _slurm;
    private readonly CohortFixture _cohort;
    private readonly TemporaryFolder _folder = new();

    public SlurmClusterTests(SingleNodeSlurm slurm, CohortFixture cohort)
    {
        if (SingleNodeSlurm.Missing is { } missing)
            Assert.Skip(missing);
        (_slurm, _cohort) = (slurm, cohort);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sweep_with_a_killed_and_a_stopped_task_ends_in_the_local_runs_bytes()
    {
        // Long enough for a checkpoint, which is written after 2 s, on a fast machine too.
        string[] local = Sweep("local", shortEpochs: 1, longEpochs: 600), cluster = [.. Sweep("on cluster", 1, 600), "--engine", "slurm"];
        Assert.Equal(App.Done, CommandRun.Of([.. local, "--no-cache"]).ExitCode);

        CommandRun submitted = Attx([.. cluster, "--folds-per-task", "2", "--mem", "500M"]);
        Assert.DoesNotContain("attx:", submitted.Error);
        Assert.Contains("6 folds as 3 tasks", submitted.Output);
        string array = Jobs().GetProperty("array").GetString()!;
        // The two tasks of long folds: one process is killed, the other is signalled that its time limit is near.
        WaitFor(() => Directory.Exists(In("runs")) && Directory.GetFiles(In("runs"), "checkpoint", SearchOption.AllDirectories).Length >= 2);
        using (Process victim = Process.GetProcessById(Task(0).GetProperty("process").GetInt32()))
            victim.Kill();
        _slurm.Run("scancel", "--signal=USR1", "--batch", array + "_1");

        JsonElement counts = Counts();
        Assert.Equal((6, 0), (counts.EnumerateObject().Sum(phase => phase.Value.GetInt32()), counts.GetProperty("failed").GetInt32()));
        CommandRun again = Attx([.. cluster, "--resume"]);
        Assert.Contains($"job {array} of an earlier submission is still in the queue", Assert.Single(again.ErrorLines));

        WaitForQueue();
        AssertSameResults();
        // For each of three subjects the windows that the task uses, and the others. A process that did not find those prepared at submission would have
        // kept its own beside them.
        Assert.Equal(2 * 3, Directory.GetFiles(In("windows")).Length);
        Assert.Contains("attempt 1: exit code 137", Assert.Single(File.ReadAllLines(In("slurm", "tasks", "0.failures"))));
        Assert.False(File.Exists(In("slurm", "tasks", "1.failures")), "a task stopped by its time limit counts as failed");
        foreach (int task in new[] { 0, 1 })
        {
            Assert.Equal(("done", 2), (Task(task).GetProperty("phase").GetString(), Task(task).GetProperty("attempt").GetInt32()));
            Assert.Matches("fold .*: [1-9][0-9]* % were done by an earlier attempt", File.ReadAllText(In("slurm", "logs", $"{array}_{task}.log")));
        }

        Assert.Contains("Complete", Attx("status", In()).Output);
    }

    [Fact]
    public void A_task_with_a_wrong_command_is_not_retried_and_resuming_submits_its_folds_alone()
    {
        string[] cluster = [.. Sweep("on cluster", 1, 2), "--engine", "slurm"];
        Assert.Equal(App.Done, CommandRun.Of([.. Sweep("local", 1, 2), "--no-cache"]).ExitCode);
        // Nothing starts while the node is occupied, and by then one run is not the sweep's any more.
        string occupant = _slurm.Run("sbatch", "--parsable", "--cpus-per-task=2", "--output=/dev/null", "--wrap=sleep 600").Trim();
        Assert.Equal(App.Done, Attx(cluster).ExitCode);
        string run = In("runs", "epochs-2", "seed-1", "run.json"), right = File.ReadAllText(run);
        File.WriteAllText(run, right.Replace("\"seed\": 1", "\"seed\": 7", StringComparison.Ordinal));
        _slurm.Run("scancel", occupant);
        WaitForQueue();

        Assert.False(File.Exists(In("result.json")), "gathered, though folds are missing");
        Assert.Contains("attx: ", File.ReadAllText(In("slurm", "logs", $"gather-{Jobs().GetProperty("gather").GetString()}.log")));
        string[] failures = Directory.GetFiles(In("slurm", "tasks"), "*.failures");
        Assert.Equal(3, failures.Length);
        Assert.All(failures, file => Assert.Contains("attempt 1: exit code 2", Assert.Single(File.ReadAllLines(file))));
        Assert.Equal("failed", Task(0).GetProperty("phase").GetString());
        CommandRun status = Attx("status", In());
        Assert.Contains("task 0, failed, attempt 1 on ", status.Output);
        Assert.Contains("--resume", status.Output);

        File.WriteAllText(run, right);
        Assert.Contains("3 folds as 3 tasks", Attx([.. cluster, "--resume"]).Output);
        WaitForQueue();
        AssertSameResults();
        Assert.Contains("Every fold is done", Attx([.. cluster, "--resume"]).Output);
    }

    [Fact]
    public void A_cancelled_sweep_stays_cancelled_until_resumed()
    {
        Assert.Equal(App.Done, Attx([.. Sweep("on cluster", 1, 500), "--engine", "slurm", "--workers", "2", "--folds-per-task", "3"]).ExitCode);
        WaitFor(() => Directory.GetFiles(In("runs"), "checkpoint", SearchOption.AllDirectories).Length == 2);
        Assert.Equal(2, Counts().GetProperty("running").GetInt32());
        _slurm.Run("scancel", Jobs().GetProperty("array").GetString()!);
        WaitForQueue();
        Assert.False(File.Exists(In("result.json")), "gathered, though folds are missing");
        Assert.Empty(Directory.GetFiles(In("slurm", "tasks"), "*.failures"));
        Assert.Equal("stopped", Task(0).GetProperty("phase").GetString());
        Assert.Equal(6, Counts().GetProperty("failed").GetInt32());
        Assert.Contains("task 1, failed: cancelled before it started", Attx("status", In()).Output);
    }

    [Theory]
    [InlineData("--partition", "nope", "invalid partition specified: nope")]
    [InlineData("--mem", "900G", "Requested node configuration is not available")]
    public void A_request_that_the_cluster_cannot_satisfy_is_one_line_and_leaves_nothing(string option, string value, string message)
    {
        CommandRun run = Attx([.. Sweep("on cluster", 1, 2), "--engine", "slurm", option, value]);
        Assert.Equal((App.Failed, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, Assert.Single(run.ErrorLines));
        Assert.False(Directory.Exists(In()), "left something behind");
        Assert.Equal("", _slurm.Run("squeue", "--noheader"));
    }

    private CommandRun Attx(params string[] args) => CommandRun.With("SLURM_CONF", _slurm.ConfigurationPath, args);

    /// <summary>Two rows of three folds that differ in their epochs.</summary>
    private string[] Sweep(string run, int shortEpochs, int longEpochs)
    {
        File.WriteAllText(_folder["sweep.json"], $$"""
            {"base": {"device": "wrist", "rate": 32, "window": 4, "widths": [8, 8, 8]}, "axes": {"epochs": [{{shortEpochs}}, {{longEpochs}}]} }
            """);
        return ["sweep", _folder["sweep.json"], "--data", _cohort.Path, "--out", _folder[run]];
    }

    private string In(params string[] parts) => Path.Combine([_folder["on cluster"], .. parts]);

    private JsonElement Jobs() => JsonDocument.Parse(File.ReadAllText(In("slurm", "jobs.json"))).RootElement;

    private JsonElement Counts() => JsonDocument.Parse(Attx("status", In(), "--json").Output).RootElement.GetProperty("counts");

    private JsonElement Task(int index) => JsonDocument.Parse(File.ReadAllText(In("slurm", "tasks", $"{index}.json"))).RootElement;

    private void AssertSameResults()
    {
        Assert.True(File.Exists(In("result.json")), string.Concat(Directory.GetFiles(In("slurm", "logs")).Select(File.ReadAllText)));
        string[] files = [.. Directory.GetFiles(_folder["local"], "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder["local"], file))
            .Where(file => Path.GetFileName(file) is not ("run.json" or "sweep.json" or ".lock"))];
        Assert.Equal(6, files.Count(file => Path.GetFileName(file) == "predictions.csv"));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(_folder["local", file]), File.ReadAllBytes(In(file))));
    }

    private void WaitForQueue() => WaitFor(() => _slurm.Run("squeue", "--noheader").Length == 0);

    private void WaitFor(Func<bool> condition)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Limit, $"waited in vain: {_slurm.Run("squeue")}");
            Thread.Sleep(50);
        }
    }
}
