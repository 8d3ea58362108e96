using AttX.Options;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>The recipes that come with the program, on a small cohort: what is given beside them shortens them.</summary>
public sealed class RecipeFileCommandTests(CohortFixture cohort) : IDisposable
{
    private static readonly string[] s_short = ["--device", "wrist", "--window", "10", "--no-cache"], s_network = ["--rate", "32", "--widths", "8,8,8", "--epochs", "1"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. OptionsJson.Recipes];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void People_left_out_and_others_are_scored_by_a_recipe(string recipe)
    {
        string[] shorter = [.. s_short, .. recipe == "live" ? (string[])["--settle", "20", "--random-starts", "2"] : s_network];
        CommandRun loso = CommandRun.Of(["loso", cohort.Path, "--out", _folder["run"], "--config", recipe, .. shorter]);
        Assert.Equal((App.Done, ""), (loso.ExitCode, loso.ExitCode == App.Done ? "" : loso.Error));
        CommandRun train = CommandRun.Of(["train", cohort.Path, "--out", _folder["m.attx"], "--config", recipe, "--subjects", "S2,S3", .. shorter]);
        Assert.Equal((App.Done, ""), (train.ExitCode, train.ExitCode == App.Done ? "" : train.Error));
        Assert.Equal(App.Done, CommandRun.Of("evaluate", _folder["m.attx"], cohort.Path, "--subjects", "S4", "--no-cache").ExitCode);
    }

    [Fact]
    public void The_papers_tables_take_what_their_rows_leave_open()
    {
        CommandRun run = CommandRun.Of(["paper", cohort.Path, "--tables", "III", "--out", _folder["paper"], "--config", "live", "--settle", "20", .. s_short, .. s_network]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        string options = File.ReadAllText(Directory.GetFiles(_folder["paper"], "run.json", SearchOption.AllDirectories)[0]);
        Assert.Contains("\"filter\": \"causal\"", options);
        Assert.DoesNotContain("learner", options);
    }
}
