using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Spans;

/// <summary>Another dataset, with a task of its own, takes a folder with its reader and one row of the catalogue: every verb takes it.</summary>
public sealed class SpanDatasetTests(SpanFolder spans) : IClassFixture<SpanFolder>, IDisposable
{
    private static readonly string[] Small =
        ["--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "2", "--no-cache"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_made_resumed_reported_and_says_what_its_task_is()
    {
        string[] loso = ["loso", spans.Path, "--out", _folder["run"], .. Small];
        CommandRun run = SpanFolder.Run([.. loso, "--json"]);
        Assert.Equal((App.Done, File.ReadAllText(_folder["run", "result.json"])), (run.ExitCode, run.Output));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(["low", "medium", "high"], json.RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetString()));
        JsonElement task = json.RootElement.GetProperty("options").GetProperty("task");
        Assert.Equal("load", task.GetProperty("name").GetString());
        Assert.Equal("high", task.GetProperty("labels").GetProperty("quiz").GetString());
        Assert.False(json.RootElement.GetProperty("options").TryGetProperty("classes", out _));

        Assert.Equal(App.Done, SpanFolder.Run([.. loso, "--resume"]).ExitCode);
        Assert.Equal(App.Done, SpanFolder.Run("loso", spans.Path, "--out", _folder["again"], "--no-cache", "--config", _folder["run", "run.json"]).ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder["run", "result.json"]), File.ReadAllBytes(_folder["again", "result.json"]));
        CommandRun other = SpanFolder.Run([.. loso, "--resume", "--task", "sums"]);
        Assert.Contains("task: load in the run, sums asked for", Assert.Single(other.ErrorLines));

        Assert.Equal(App.Done, CommandRun.Of("report", _folder["run"]).ExitCode);
        Assert.Contains("low, medium and high", File.ReadAllText(_folder["run", "report.html"]));
    }

    [Fact]
    public void A_sweep_goes_over_tasks_by_their_names()
    {
        File.WriteAllText(_folder["tasks.json"], """{"axes": {"task": ["load", "sums"]}}""");
        CommandRun run = SpanFolder.Run(["sweep", _folder["tasks.json"], "--data", spans.Path, "--out", _folder["sweep"], .. Small]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        Assert.Contains("\"sums\"", File.ReadAllText(_folder["sweep", "sweep.json"]));
        Assert.Equal(App.Done, CommandRun.Of("report", _folder["sweep"]).ExitCode);
    }

    [Fact]
    public void A_model_needs_no_dataset_to_say_what_it_tells_apart()
    {
        string model = _folder["load.attx"];
        Assert.Equal(App.Done, SpanFolder.Run(["train", spans.Path, "--out", model, .. Small]).ExitCode);
        CommandRun evaluated = SpanFolder.Run("evaluate", model, spans.Path, "--json", "--no-cache");
        Assert.Equal(App.Done, evaluated.ExitCode);
        Assert.Contains("\"medium\"", evaluated.Output);

        Assert.Equal(App.Done, SpanFolder.Run("predict", model, spans.Path, "--out", _folder["labelled.csv"]).ExitCode);
        Assert.StartsWith("recording,start_s,end_s,estimate,p_low,p_medium,p_high,quality,label", File.ReadAllText(_folder["labelled.csv"]));
        Assert.Contains(",reading,", File.ReadAllText(_folder["labelled.csv"]));

        string recording = Path.Combine(spans.Path, "ann.csv");
        Assert.Equal(App.Done, CommandRun.Of("predict", model, recording, "--out", _folder["file.csv"], "--report", _folder["file.html"]).ExitCode);
        CommandRun live = CommandRun.Of("stream", model, "--source", $"replay:{recording}@max", "--calibration", "10", "--json");
        Assert.Equal(App.Done, live.ExitCode);
        Assert.Contains("\"high\":", live.Output);
    }

    [Fact]
    public void Inspect_lists_its_labels_and_tasks()
    {
        CommandRun run = SpanFolder.Run("inspect", spans.Path);
        Assert.Contains("ann: quiz 15 s, reading 15 s, rest 15 s, sums 15 s", run.Output);
        Assert.Contains("Tasks (--task): load (low, medium, high), sums (other, sums)", run.Output);
    }

    [Theory]
    [InlineData("--task", "laod", "--task laod: there is no such task; did you mean load? There are load (low, medium, high), sums")]
    [InlineData("--task", "sleep", "No subject has a window of class sleep, which the labels nap make: choose another --task.")]
    [InlineData("--task", "mood", "no sample is labelled tears or smiles; its labels are quiz, reading, rest, sums.")]
    [InlineData("--classes", "3", "--classes 3 is the task three, which the data do not have")]
    public void A_task_that_the_data_cannot_serve_is_one_line(string option, string value, string problem)
    {
        CommandRun run = SpanFolder.Run(["loso", spans.Path, "--out", _folder["run"], .. Small, "--workers", "1", option, value]);
        Assert.NotEqual(App.Done, run.ExitCode);
        Assert.Contains(problem, Assert.Single(run.ErrorLines, line => line.StartsWith("attx: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_device_that_the_data_lack_is_one_line() => Assert.Contains("--device chest: The span dataset has wrist.",
        Assert.Single(SpanFolder.Run("loso", spans.Path, "--out", _folder["run"], "--no-cache", "--epochs", "1").ErrorLines));
}
