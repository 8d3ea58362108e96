using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class VerifyTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_was_changed_fails_with_the_file_the_row_and_both_values()
    {
        Assert.Equal(App.Done, CommandRun.Of(cohort.Loso(_folder["run"])).ExitCode);
        CommandRun same = CommandRun.Of("verify", _folder["run"], cohort.Path, "--retrain", "S3");
        Assert.Equal(App.Done, same.ExitCode);
        foreach (string text in new[] { "recordings", "S3 trained again", "model.safetensors among them", "baselines.csv", "result.json", "to the byte." })
            Assert.Contains(text, same.Output);

        string path = _folder["run", "baselines.csv"];
        string[] lines = File.ReadAllLines(path), cells = lines[4].Split(',');
        (string before, cells[4]) = (cells[4], "0.125");
        lines[4] = string.Join(',', cells);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        CommandRun changed = CommandRun.Of("verify", _folder["run"], cohort.Path, "--json");
        Assert.Equal(App.Failed, changed.ExitCode);
        using JsonDocument json = JsonDocument.Parse(changed.Output);
        Assert.False(json.RootElement.GetProperty("same").GetBoolean());
        JsonElement part = json.RootElement.GetProperty("runs")[0].GetProperty("parts").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "baselines.csv");
        Assert.Equal(("differs", $"baselines.csv: row 5, clock_0: 0.125 in the file, {before} computed"), (part.GetProperty("outcome").GetString(), part.GetProperty("detail").GetString()));
    }

    [Theory]
    [InlineData("--learner", "lda")]
    [InlineData("--learner", "naive-bayes", "--fusion", "decision", "--decision", "weighted", "--normalise", "running+train")]
    public void A_learners_run_is_verified_like_a_networks(params string[] learner)
    {
        Assert.Equal(App.Done, CommandRun.Of(["loso", cohort.Path, "--out", _folder["run"], "--no-cache", "--device", "wrist", "--rate", "32", "--window", "20", .. learner]).ExitCode);
        CommandRun run = CommandRun.Of("verify", _folder["run"], cohort.Path, "--retrain", "S2,S4", "--workers", "1");
        Assert.Equal((App.Done, true), (run.ExitCode, run.Output.Contains("S4 trained again", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_run_of_a_sweep_is_verified()
    {
        File.WriteAllText(_folder["sweep.json"], """{"axes":{"learner":["lda","knn"]}}""");
        string[] sweep = ["sweep", _folder["sweep.json"], "--data", cohort.Path, "--out", _folder["sweep"], "--no-cache", "--device", "wrist", "--rate", "32", "--window", "20"];
        Assert.Equal(App.Done, CommandRun.Of(sweep).ExitCode);
        string run = Path.GetFileName(Directory.GetDirectories(_folder["sweep", "runs"]).Order().First()) + "/seed-1";
        CommandRun verified = CommandRun.Of("verify", _folder["sweep"], cohort.Path, "--retrain", run + "/S2");
        Assert.Equal(App.Done, verified.ExitCode);
        Assert.Contains(run + "/S2 trained again", verified.Output);
        Assert.Equal(2, verified.OutputLines.Count(line => line.Contains("/recordings", StringComparison.Ordinal)));
        CommandRun unknown = CommandRun.Of("verify", _folder["sweep"], cohort.Path, "--retrain", "S2");
        Assert.Equal((App.WrongUsage, true), (unknown.ExitCode, unknown.ErrorLines[^1].StartsWith("attx: --retrain S2: not a fold of the sweep", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_that_is_no_run_is_said_to_be_none() =>
        Assert.Contains("neither a run nor a sweep", Assert.Single(CommandRun.Of("verify", cohort.Path, cohort.Path).ErrorLines));
}
