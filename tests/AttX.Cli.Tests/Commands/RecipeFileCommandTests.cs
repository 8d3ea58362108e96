using AttX.ModelFiles;
using AttX.Options;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>The recipes that come with the program, on a small cohort: what is given beside them shortens them.</summary>
public sealed class RecipeFileCommandTests(CohortFixture cohort) : IDisposable
{
    private static readonly string[] s_short = ["--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8", "--epochs", "1", "--no-cache"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. OptionsJson.Recipes];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void People_left_out_and_others_are_scored_by_a_recipe(string recipe)
    {
        string[] shorter = [.. s_short, .. recipe == "live" ? (string[])["--settle", "20", "--ensemble", "2"] : []];
        CommandRun loso = CommandRun.Of(["loso", cohort.Path, "--out", _folder["run"], "--config", recipe, .. shorter]);
        Assert.Equal((App.Done, ""), (loso.ExitCode, loso.ExitCode == App.Done ? "" : loso.Error));
        CommandRun train = CommandRun.Of(["train", cohort.Path, "--out", _folder["m.attx"], "--config", recipe, "--subjects", "S2,S3", .. shorter]);
        Assert.Equal((App.Done, ""), (train.ExitCode, train.ExitCode == App.Done ? "" : train.Error));
        Assert.Equal(App.Done, CommandRun.Of("evaluate", _folder["m.attx"], cohort.Path, "--subjects", "S4", "--no-cache").ExitCode);
        ExperimentOptions trained = TrainedModel.Load(_folder["m.attx"]).Metadata.Options;
        Assert.Equal((1, recipe == "live" ? 2 : 1), (trained.Epochs, trained.Ensemble));
    }

    [Fact]
    public void The_papers_tables_take_what_their_rows_leave_open()
    {
        CommandRun run = CommandRun.Of(["paper", cohort.Path, "--tables", "III", "--out", _folder["paper"], "--config", "live", "--settle", "20", "--ensemble", "1", .. s_short]);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        string options = File.ReadAllText(Directory.GetFiles(_folder["paper"], "run.json", SearchOption.AllDirectories)[0]);
        Assert.Contains("\"filter\": \"causal\"", options);
    }
}
