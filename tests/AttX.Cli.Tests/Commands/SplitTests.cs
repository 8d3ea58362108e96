using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>Tests of splits and of several datasets on the command line.</summary>
public sealed class SplitTests(CohortFixture cohort) : IDisposable
{
    private static readonly string[] Small =
        ["--no-cache", "--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "1"];

    private readonly TemporaryFolder _folder = new();

    private string Other
    {
        get
        {
            string path = _folder["other"];
            if (!Directory.Exists(path))
                Assert.Equal(App.Done, CommandRun.Of("synth", "--out", path, "--subjects", "2", "--minutes", "4", "--seed", "9").ExitCode);
            return path;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_command_gives_the_matrix_trained_on_by_tested_on()
    {
        string run = _folder["matrix"];
        CommandRun sweep = CommandRun.Of(["sweep", "--data", cohort.Path, "--data", $"second={Other}", "--across", "--out", run, .. Small]);
        Assert.Equal((App.Done, ""), (sweep.ExitCode, sweep.ExitCode == App.Done ? "" : sweep.Error));
        Assert.All(["cohort→cohort", "cohort→second", "second→cohort", "second→second"], row => Assert.Contains(row, sweep.Output));
        Assert.Contains("S2, S3: names in cohort and second.", sweep.Error);
        string[] table = [.. CommandRun.Of("report", run, "--format", "csv").OutputLines.Where(l => l.StartsWith("across-accuracy,", StringComparison.Ordinal))];
        Assert.Equal(20, table.Length); // two rows of ten numbers
        CommandRun report = CommandRun.Of("report", run);
        Assert.Equal(App.Done, report.ExitCode);
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains("Tested on second (2 subjects)", page);
        Assert.Contains("S2 stands in cohort and second", page);
        Assert.DoesNotContain("FAILS", page);
    }

    [Fact]
    public void A_model_of_one_dataset_is_tested_on_another_and_scores_it_again()
    {
        string run = _folder["across"];
        CommandRun loso = CommandRun.Of(["loso", cohort.Path, "--test", Other, "--out", run, "--json", .. Small]);
        Assert.Equal((App.Done, ""), (loso.ExitCode, loso.ExitCode == App.Done ? "" : loso.Error));
        using JsonDocument result = JsonDocument.Parse(loso.Output);
        Assert.Equal("cohort>other", result.RootElement.GetProperty("options").GetProperty("split").GetString());
        double accuracy = result.RootElement.GetProperty("testedOn").GetProperty("other").GetProperty("mean").GetProperty("accuracy").GetDouble();
        CommandRun evaluate = CommandRun.Of("evaluate", Path.Combine(run, "models", "trained-on-cohort"), Other, "--json", "--no-cache");
        using JsonDocument scores = JsonDocument.Parse(evaluate.Output);
        Assert.Equal(accuracy, scores.RootElement.GetProperty("mean").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void A_model_of_two_datasets_is_trained_on_the_people_of_both()
    {
        CommandRun train = CommandRun.Of(["train", cohort.Path, Other, "--out", _folder["both.attx"], .. Small]);
        Assert.Equal((App.Done, ""), (train.ExitCode, train.ExitCode == App.Done ? "" : train.Error));
        Assert.Contains("Trained on 5 subjects (cohort.S2, cohort.S3, cohort.S4, other.S2, other.S3)", train.Output);
    }

    [Theory]
    [InlineData("--split group-k-fold:4: there are 3 subjects", "--split", "group-k-fold:4")]
    [InlineData("--split leave-one-dataset-out needs at least 2 datasets", "--split", "leave-one-dataset-out")]
    [InlineData("--split and --test both say", "--split", "loso", "--test", "OTHER")]
    [InlineData("the same data as", "--test", "DATA")]
    [InlineData("there is no dataset a", "OTHER", "--split", "a>other")]
    [InlineData("did you mean --epochs?", "--epoch", "2")]
    public void Wrong_usage_is_one_line_and_exit_2(string message, params string[] more)
    {
        CommandRun run = CommandRun.Of(["loso", cohort.Path, .. more.Select(m => m switch { "OTHER" => Other, "DATA" => cohort.Path, _ => m }), "--out", _folder["run"], .. Small]);
        Assert.Equal(App.WrongUsage, run.ExitCode);
        Assert.Contains(message, Assert.Single(run.ErrorLines));
    }

    [Fact]
    public void Datasets_are_an_axis_of_a_sweep_unless_a_split_says_how_they_are_used()
    {
        File.WriteAllText(_folder["two.json"], """{"axes": {"epochs": [1, 2]}}""");
        string[] sweep = ["sweep", _folder["two.json"], "--data", cohort.Path, "--data", Other, .. Small[..^2], "--engine", "slurm", "--dry-run", "--out", _folder["run"]];
        // Two rows in each of two datasets: leaving one of 3 and of 2 subjects out; or both datasets together, each left out once.
        Assert.Contains("#SBATCH --array=0-9\n", Slurm(sweep).Output);
        Assert.Contains("#SBATCH --array=0-3\n", Slurm([.. sweep, "--split", "leave-one-dataset-out"]).Output);
        Assert.Contains("--across trains and tests on every pair", Assert.Single(Slurm([.. sweep, "--split", "leave-one-dataset-out", "--across"]).ErrorLines));
    }

    private static CommandRun Slurm(string[] sweep) => CommandRun.Of([.. sweep.Where(a => a != "--no-cache")]);
}
