using System.Diagnostics;
using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class StatusTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_running_run_and_an_interrupted_one_are_distinguished()
    {
        string[] loso = [.. cohort.Loso(_folder["run"])[..^2], "--epochs", "5000", "--workers", "2"];
        using (Process process = CommandRun.Start(_folder.FullPath, loso))
        {
            string folds = _folder["run", "folds"];
            while (!Directory.Exists(folds) || Directory.GetFiles(folds, "checkpoint", SearchOption.AllDirectories).Length == 0)
            {
                Assert.False(process.HasExited, "the process ended too early");
                Thread.Sleep(5);
            }

            while (Json("run").GetProperty("counts").GetProperty("running").GetInt32() < 2 || !CommandRun.Of("status", _folder["run"]).Output.Contains("epoch ", StringComparison.Ordinal))
                Thread.Sleep(5);
            CommandRun atWork = CommandRun.Of("status", _folder["run"]);
            JsonElement json = Json("run");
            Assert.Equal(App.Done, CommandRun.Of("report", _folder["run"]).ExitCode);
            Assert.Contains("Cross-entropy on the training windows so far", File.ReadAllText(_folder["run", "report.html"]));
            process.Kill();
            CommandRun.Await(process);
            Assert.Contains($"At work: process {process.Id} on ", atWork.Output);
            Assert.Matches(@"(?m)^running: S\d, epoch \d+ of 5000, loss \d\.\d{4}, \d+ % done, about ", atWork.Output);
            Assert.Equal(2, json.GetProperty("counts").GetProperty("running").GetInt32());
        }

        Assert.Contains("Nobody is at work: the run's command with --resume continues.", CommandRun.Of("status", _folder["run"]).Output);
        Assert.Equal(0, Json("run").GetProperty("counts").GetProperty("running").GetInt32());
    }

    [Fact]
    public void A_complete_run_prints_the_path_of_its_scores()
    {
        Assert.Equal(App.Done, CommandRun.Of(cohort.Loso(_folder["run"])).ExitCode);
        Assert.Contains($"Complete: the scores are in {_folder["run", "result.json"]}.", CommandRun.Of("status", _folder["run"]).Output);
        Assert.Equal((true, 3), (Json("run").GetProperty("complete").GetBoolean(), Json("run").GetProperty("counts").GetProperty("done").GetInt32()));
    }

    [Fact]
    public void A_sweep_has_one_line_per_row()
    {
        File.WriteAllText(_folder["s.json"], """
            {"base": {"device": "wrist", "rate": 32, "window": 4, "widths": [8, 8, 8]}, "axes": {"epochs": [1, 2]}, "seeds": [1, 2]}
            """);
        Assert.Equal(App.Done, CommandRun.Of("sweep", _folder["s.json"], "--data", cohort.Path, "--out", _folder["run"], "--no-cache").ExitCode);
        File.Delete(_folder["run", "result.json"]);
        File.Delete(_folder["run", "runs", "epochs-2", "seed-2", "folds", "S3", "predictions.csv"]);
        string output = CommandRun.Of("status", _folder["run"]).Output;
        Assert.Matches(@"epochs 1 +\| +6 \| +6 \| +0 \| +0 \| +0 ", output);
        Assert.Matches(@"epochs 2 +\| +6 \| +5 \| +0 \| +0 \| +1 ", output);
        Assert.Matches(@"all +\| +12 \| +11 ", output);
        Assert.Contains("--resume continues", output);
    }

    [Fact]
    public void A_folder_without_a_run_is_named()
    {
        CommandRun run = CommandRun.Of("status", _folder["nowhere"]);
        Assert.Equal(App.Failed, run.ExitCode);
        Assert.Contains($"{_folder["nowhere"]}: neither a run nor a sweep", Assert.Single(run.ErrorLines));
    }

    private JsonElement Json(string run) => JsonDocument.Parse(CommandRun.Of("status", _folder[run], "--json").Output).RootElement;
}
