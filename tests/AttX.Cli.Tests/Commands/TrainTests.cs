using AttX.ModelFiles;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class TrainTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_of_all_subjects_is_one_file_with_its_card()
    {
        CommandRun run = CommandRun.Of(Train("a.attx", "--hold-out", "S4"));
        Assert.Equal(App.Done, run.ExitCode);
        TrainedModel model = TrainedModel.Load(_folder["a.attx"]);
        Assert.Equal(
            $"{model.Metadata.Card}\nThe model is {_folder["a.attx"]} (safetensors; loss and accuracy per epoch: {_folder["a.history.json"]}).\n",
            run.Output.ReplaceLineEndings("\n"));
        Assert.Equal(2, HistoryFile.Read(_folder["a.history.json"]).Epochs["a.attx"].Count);
        CommandRun evaluated = CommandRun.Of("evaluate", _folder["a.attx"], cohort.Path, "--no-cache");
        Assert.Equal(App.Done, evaluated.ExitCode);
        Assert.Contains("S4 *", evaluated.Output); // it chose the epoch: not out of sample
    }

    [Theory]
    [InlineData("--patience 3", "--patience would be ignored")]
    [InlineData("--hold-out S99", "--hold-out S99: must leave somebody to train on")]
    [InlineData("--scores nowhere", "nowhere")]
    [InlineData("--epochs 0", "--epochs must be at least 1, got 0.")]
    public void What_is_wrong_is_said_and_nothing_written(string arguments, string problem)
    {
        CommandRun run = CommandRun.Of(Train("a.attx", arguments.Split(' ')));
        Assert.NotEqual(App.Done, run.ExitCode);
        Assert.Contains(problem, run.ErrorLines[^1]);
        Assert.Empty(Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void The_history_is_printed_alone_where_JSON_is_asked_for()
    {
        CommandRun run = CommandRun.Of(Train("a.attx", "--json"));
        Assert.Equal(File.ReadAllText(_folder["a.history.json"]) + "\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("The model is ", StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_windows_are_left_out_where_the_options_say_so()
    {
        Assert.Equal(App.Done, CommandRun.Of(Train("all.attx")).ExitCode);
        CommandRun run = CommandRun.Of(Train("good.attx", "--skip-bad-windows"));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("Model: ", StringComparison.Ordinal) && line.EndsWith("are bad and left out.", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_a_file_cannot_stand_is_said_before_the_work()
    {
        CommandRun run = CommandRun.Of(Train(Path.Combine("missing", "a.attx")));
        Assert.Equal(App.WrongUsage, run.ExitCode);
        Assert.Contains($"the folder {_folder["missing"]} does not exist", Assert.Single(run.ErrorLines));
        Assert.Equal((App.WrongUsage, "attx: an argument is empty. See attx train --help."),
            (CommandRun.Of("train", "", "--out", "a") is var empty ? empty.ExitCode : 0, empty.ErrorLines[^1]));
    }

    [Fact]
    public void A_model_is_not_written_over()
    {
        File.WriteAllText(_folder["a.attx"], "years of work");
        CommandRun run = CommandRun.Of(Train("a.attx"));
        Assert.Equal(App.WrongUsage, run.ExitCode);
        Assert.Contains("a.attx: exists already", Assert.Single(run.ErrorLines));
        Assert.Equal("years of work", File.ReadAllText(_folder["a.attx"]));
    }

    private string[] Train(string name, params string[] more) =>
        ["train", cohort.Path, "--out", _folder[name], "--no-cache", "--device", "wrist", "--rate", "32", "--window", "4", "--widths", "8,8,8",
            .. more.Contains("--epochs") ? more : ["--epochs", "2", .. more]];
}
