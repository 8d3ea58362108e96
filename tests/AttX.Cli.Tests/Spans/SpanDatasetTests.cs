using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Spans;

/// <summary>Adding a dataset with its own task takes a folder with its reader and one row of the catalogue for every verb.</summary>
public sealed class SpanDatasetTests(SpanFolder spans, CohortFixture cohort) : IClassFixture<SpanFolder>, IDisposable
{
    private static readonly string[] Small =
        ["--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "2", "--no-cache"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_resumed_and_reported_and_names_its_task()
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
    public void A_sweep_varies_tasks_by_name()
    {
        File.WriteAllText(_folder["tasks.json"], """{"axes": {"task": ["load", "sums"]}}""");
        CommandRun run = SpanFolder.Run(["sweep", _folder["tasks.json"], "--data", spans.Path, "--out", _folder["sweep"], .. Small]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        Assert.Contains("\"sums\"", File.ReadAllText(_folder["sweep", "sweep.json"]));
        Assert.Equal(App.Done, CommandRun.Of("report", _folder["sweep"]).ExitCode);
    }

    [Fact]
    public void A_model_names_its_classes_without_the_dataset()
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
        Assert.Single(SpanFolder.Run("loso", spans.Path, "--out", _folder["run"], "--no-cache", "--epochs", "1", "--device", "chest").ErrorLines));

    [Fact]
    public void The_only_device_is_the_default()
    {
        string[] small = [.. Small[2..]];
        CommandRun run = SpanFolder.Run(["loso", spans.Path, "--out", _folder["run"], "--json", .. small]);
        Assert.Equal((App.Done, "wrist"), (run.ExitCode, JsonDocument.Parse(run.Output).RootElement.GetProperty("options").GetProperty("device").GetString()));
        Assert.Equal(App.Done, SpanFolder.Run(["train", spans.Path, "--out", _folder["a.attx"], .. small]).ExitCode);
    }

    [Fact]
    public void A_models_classes_are_matched_by_name()
    {
        string model = _folder["other.attx"];
        File.WriteAllText(_folder["task.json"], """{"task": {"name": "load", "classes": ["high", "low", "medium"], "labels": {"stress": "high", "baseline": "low", "amusement": "medium"}}}""");
        string[] small = ["--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "1", "--no-cache"];
        Assert.Equal(App.Done, CommandRun.Of(["train", cohort.Path, "--out", model, "--config", _folder["task.json"], .. small]).ExitCode);
        CommandRun run = SpanFolder.Run("evaluate", model, spans.Path, "--json", "--no-cache");
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        Assert.Contains("its classes are those of the data's task load (high, low, medium), by name", run.Error);
        Assert.Contains("\"quiz\": \"high\"", run.Output);

        Assert.Equal(App.Done, CommandRun.Of(["train", cohort.Path, "--out", _folder["three.attx"], "--classes", "3", .. small]).ExitCode);
        Assert.Contains("The model's classes are baseline, stress, amusement, and The span dataset has no task of them",
            Assert.Single(SpanFolder.Run("evaluate", _folder["three.attx"], spans.Path, "--no-cache").ErrorLines));
    }
}
