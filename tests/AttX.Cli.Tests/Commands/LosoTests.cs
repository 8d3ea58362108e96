using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class LosoTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_prints_its_table_and_its_path()
    {
        CommandRun run = CommandRun.Of(cohort.Loso(_folder["run"]));
        Assert.Equal(App.Done, run.ExitCode);
        foreach (string text in new[] { "S2", "S3", "S4", "mean ± SD", "pooled", "majority class", "clock", "linear", "ROC AUC", "Clock-matched AUC", "Weighted F1", _folder["run", "result.json"], $"Next: attx report {_folder["run"]} --open" })
            Assert.Contains(text, run.Output);
        Assert.Matches(@"(?m)^Never trained on: no label: \d+\.\d % of \d+ windows called stress, \d+\.\d alarms per hour; meditation: ", run.Output);
        Assert.Contains("3/3 folds", run.Error);
        CommandRun report = CommandRun.Of("report", _folder["run"]);
        Assert.Equal((App.Done, ""), (report.ExitCode, report.ExitCode == App.Done ? "" : report.Error));
        Assert.Contains("Negative control", File.ReadAllText(_folder["run", "report.html"]));
        Assert.True(File.Exists(_folder["run", "folds", "S4", "model.safetensors"]));
    }

    [Fact]
    public void Json_is_alone_on_the_output()
    {
        CommandRun run = CommandRun.Of(cohort.Loso(_folder["run"], "--json", "--verbose", "--workers", "1"));
        Assert.Equal(File.ReadAllText(_folder["run", "result.json"]), run.Output);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(3, json.RootElement.GetProperty("folds").GetArrayLength());
        Assert.Contains("mean ± SD", run.Error);
    }

    [Fact]
    public void A_run_is_continued_only_on_request_and_only_with_its_options()
    {
        Assert.Equal(App.Done, CommandRun.Of(cohort.Loso(_folder["run"], "--resume")).ExitCode);
        byte[] result = File.ReadAllBytes(_folder["run", "result.json"]);
        AssertFails(App.WrongUsage, "--resume", cohort.Loso(_folder["run"]));
        AssertFails(App.WrongUsage, "seed: 1 in the run, 2 asked for", cohort.Loso(_folder["run"], "--seed", "2", "--resume"));
        Assert.Equal(App.Done, CommandRun.Of(
            "loso", cohort.Path, "--out", _folder["run"], "--no-cache", "--config", _folder["run", "run.json"], "--resume").ExitCode);
        Assert.Equal(result, File.ReadAllBytes(_folder["run", "result.json"]));
    }

    [Fact]
    public void Run_json_names_command_and_data_without_saying_where_on_the_machine_they_are()
    {
        Assert.Equal(App.Done, CommandRun.Of(cohort.Loso(_folder["run"])).ExitCode);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(_folder["run", "run.json"]));
        JsonElement origin = json.RootElement.GetProperty("origin");
        string command = origin.GetProperty("command").GetString()!, data = origin.GetProperty("data")[0].GetString()!;
        Assert.StartsWith("attx loso ..", command);
        Assert.EndsWith(" --epochs 2", command);
        Assert.Equal(Path.GetFullPath(cohort.Path), Path.GetFullPath(Path.Combine(_folder["run"], data)));
        Assert.DoesNotContain("origin", File.ReadAllText(_folder["run", "result.json"]));
    }

    [Fact]
    public void The_configuration_of_a_run_on_other_data_is_noted()
    {
        string[] One(string run) => ["loso", cohort.Path, "--out", _folder[run], "--no-cache", "--config", _folder["run", "run.json"]];
        Assert.Equal(App.Done, CommandRun.Of(cohort.Loso(_folder["run"])).ExitCode);
        Assert.DoesNotContain("of other data", CommandRun.Of(One("same")).Error);
        File.WriteAllText(_folder["run", "run.json"], File.ReadAllText(_folder["run", "run.json"]).Replace("\"S3\"", "\"S30\"", StringComparison.Ordinal));
        CommandRun other = CommandRun.Of(One("other"));
        Assert.Equal(App.Done, other.ExitCode);
        Assert.Contains("run.json is of other data than these: S3 is not in it.", other.Error);
    }

    [Fact]
    public void A_configuration_file_equals_the_command_line()
    {
        File.WriteAllText(_folder["c.json"], """{"device": "wrist", "rate": 32, "window": 4, "widths": [8, 8, 8], "epochs": 9,}""");
        CommandRun.Of(cohort.Loso(_folder["a"]));
        CommandRun.Of("loso", cohort.Path, "--out", _folder["b"], "--no-cache", "--config", _folder["c.json"], "--epochs", "2");
        Assert.Equal(File.ReadAllBytes(_folder["a", "result.json"]), File.ReadAllBytes(_folder["b", "result.json"]));
    }

    [Theory]
    [InlineData("--stages", "4", "--stages must be 1, 2 or 3, got 4.")]
    [InlineData("--batch-size", "1", "--batch-size must be at least 2")]
    [InlineData("--connection", "none", "--stages 1 would be ignored", "--stages", "1")]
    [InlineData("--workers", "0", "--workers must be at least 1, got 0.")]
    [InlineData("--workers", "many", "--workers")]
    [InlineData("--subjects", "S2,S99", "--subjects S99: not in the data, which have S2, S3, S4.")]
    [InlineData("--subjects", "S2", "at least 2 subjects")]
    [InlineData("--modalities", "ecg,eda,acc,eda", "--modalities names a modality twice.")]
    [InlineData("--epoch", "5", "--epoch")]
    public void Wrong_usage_is_one_line_and_exit_2(string option, string value, string message, params string[] more) =>
        AssertFails(App.WrongUsage, message, ["loso", cohort.Path, "--out", _folder["run"], option, value, .. more], exactlyOne: option != "--modalities");

    [Fact]
    public void An_unknown_key_is_wrong_usage()
    {
        File.WriteAllText(_folder["c.json"], """{"wokers": 2, "epoch": 5}""");
        AssertFails(App.WrongUsage, "did you mean \"epochs\"?", cohort.Loso(_folder["run"], "--config", _folder["c.json"]), exactlyOne: false);
    }

    [Fact]
    public void Paths_without_data_are_named()
    {
        Directory.CreateDirectory(_folder["empty"]);
        File.WriteAllText(_folder["note.txt"], "hello");
        foreach (string path in new[] { _folder["nowhere"], _folder["empty"], _folder["note.txt"] })
            AssertFails(App.Failed, path, ["loso", path, "--out", _folder["run"]]);
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'exit 7'\ntR.")]
    [InlineData("(dp0\nS'signal'\np1\n(dp2\n")]
    public void A_hostile_or_truncated_pickle_is_named(string pickle)
    {
        foreach (string subject in new[] { "S2", "S3" })
        {
            Directory.CreateDirectory(_folder["data", subject]);
            File.WriteAllText(_folder["data", subject, subject + ".pkl"], pickle);
        }

        AssertFails(App.Failed, ".pkl", ["loso", _folder["data"], "--out", _folder["run"], "--no-cache"]);
    }

    [Fact]
    public void An_output_that_is_a_file_is_named()
    {
        File.WriteAllText(_folder["run"], "");
        AssertFails(App.Failed, _folder["run"], cohort.Loso(_folder["run"]));
    }

    [Fact]
    public void An_output_without_permission_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc, where nobody may make a folder");
        AssertFails(App.Failed, "/proc/attx", cohort.Loso("/proc/attx"));
    }

    private static void AssertFails(int code, string message, string[] args, bool exactlyOne = true)
    {
        CommandRun run = CommandRun.Of(args);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        string[] errors = [.. run.ErrorLines.Where(line => line.StartsWith("attx: ", StringComparison.Ordinal))];
        Assert.Contains(errors, line => line.Contains(message, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        if (exactlyOne)
            Assert.Single(errors);
    }
}
