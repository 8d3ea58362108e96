using System.Diagnostics;
using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class SweepCommandTests(CohortFixture cohort) : IDisposable
{
    private static readonly string[] Small = ["--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "1", "--no-cache"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_papers_tables_are_one_command()
    {
        CommandRun run = CommandRun.Of(["paper", cohort.Path, "--out", _folder["paper"], "--tables", "III", "--seeds", "1,2", "--json", .. Small]);
        Assert.Equal((App.Done, File.ReadAllText(_folder["paper", "result.json"])), (run.ExitCode, run.Output));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(5, json.RootElement.GetProperty("rows").GetArrayLength());
        Assert.Contains("10/10 runs, 30/30 folds", run.Error);
        Assert.Contains("| Without attention |", run.Error);
        Assert.Contains("No row is named best: that takes 5 seeds of each", run.Error);
        Assert.Contains("Named in advance: Both, stages 1,2 is", run.Error);
        Assert.Equal(["Feature fusion", "the linear baseline"],
            json.RootElement.GetProperty("namedInAdvance").EnumerateArray().Select(c => c.GetProperty("other").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_sweep_killed_twice_ends_with_the_same_bytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        File.WriteAllText(_folder["s.json"], """{"base": {"epochs": 50}, "axes": {"learningRate": [0.001, 0.01], "modalities": [["bvp", "eda"], ["eda"]]}}""");
        string[] sweep = ["sweep", _folder["s.json"], "--data", cohort.Path, "--workers", "2", .. Small[..^3], "--no-cache"];
        Assert.Equal(App.Done, CommandRun.Of([.. sweep, "--out", _folder["whole"]]).ExitCode);
        foreach (int folds in new[] { 2, 6 })
        {
            using Process process = CommandRun.Start(_folder.FullPath, [.. sweep, "--out", _folder["killed"], "--resume"]);
            while (!process.HasExited && Predictions("killed").Length < folds)
                Thread.Sleep(5);
            Assert.False(process.HasExited, "the sweep ended before it was killed");
            CommandRun second = CommandRun.Of([.. sweep, "--out", _folder["killed"], "--resume"]);
            Assert.Contains($"in use by process {process.Id}", Assert.Single(second.ErrorLines));
            Process.Start("kill", ["-KILL", $"{process.Id}"]).WaitForExit();
            CommandRun.Await(process);
        }

        Assert.False(File.Exists(_folder["killed", "result.json"]));
        Assert.Equal(App.Done, CommandRun.Of([.. sweep, "--out", _folder["killed"], "--resume"]).ExitCode);
        foreach (string file in Predictions("whole").Select(f => Path.GetRelativePath(_folder["whole"], f)).Prepend("result.json"))
            Assert.Equal(File.ReadAllBytes(_folder["whole", file]), File.ReadAllBytes(_folder["killed", file]));
    }

    [Theory]
    [InlineData("--tables", "IV", "must be among I, II, III and rivals")]
    [InlineData("--modalities", "eda", "--modalities must name two for the paper's tables, a cardiac one and eda, got eda")]
    [InlineData("--seeds", "1,x", "--seeds must be whole numbers from 0, got 1,x.")]
    [InlineData("--stages", "1", "--stages")]
    public void Unusable_options_of_the_papers_sweep_are_refused(string option, string value, string problem)
    {
        CommandRun run = CommandRun.Of("paper", cohort.Path, "--out", _folder["paper"], "--device", "wrist", option, value);
        Assert.Equal(App.WrongUsage, run.ExitCode);
        Assert.Contains(problem, Assert.Single(run.ErrorLines));
        Assert.False(Directory.Exists(_folder["paper"]));
    }

    [Fact]
    public void A_configuration_file_equals_the_command_line()
    {
        File.WriteAllText(_folder["c.json"], """{"device": "wrist", "rate": 32, "window": 4, "widths": [8, 8, 8], "epochs": 9, "seed": 7}""");
        string[] paper = ["paper", cohort.Path, "--tables", "III", "--no-cache"];
        Assert.Equal(App.Done, CommandRun.Of([.. paper, "--out", _folder["a"], "--config", _folder["c.json"], "--epochs", "1"]).ExitCode);
        Assert.Equal(App.Done, CommandRun.Of(["paper", cohort.Path, "--out", _folder["b"], "--tables", "III", "--seeds", "7", .. Small]).ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder["a", "result.json"]), File.ReadAllBytes(_folder["b", "result.json"]));
        File.WriteAllText(_folder["c.json"], """{"device": "wrist", "stages": [1]}""");
        CommandRun ignored = CommandRun.Of([.. paper, "--out", _folder["c"], "--config", _folder["c.json"]]);
        Assert.Equal(App.WrongUsage, ignored.ExitCode);
        Assert.Contains("\"stages\": no row of the sweep uses it", Assert.Single(ignored.ErrorLines));
    }

    [Fact]
    public void A_folder_of_another_sweep_is_refused()
    {
        string[] paper = ["paper", cohort.Path, "--out", _folder["paper"], "--tables", "III", .. Small];
        CommandRun.Of(paper);
        CommandRun other = CommandRun.Of([.. paper, "--resume", "--batch-size", "8"]);
        Assert.Equal(App.WrongUsage, other.ExitCode);
        Assert.Contains("holds another sweep (Feature fusion: batchSize: 16 in the sweep, 8 asked for;", Assert.Single(other.ErrorLines));
    }

    private string[] Predictions(string sweep) => Directory.Exists(_folder[sweep, "runs"])
        ? Directory.GetFiles(_folder[sweep, "runs"], "predictions.csv", SearchOption.AllDirectories) : [];
}
