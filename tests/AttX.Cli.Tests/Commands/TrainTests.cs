using AttX.ModelFiles;
using AttX.Options;
using AttX.Signals.Preprocessing;
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
            $"{model.Metadata.Card}\nThe model is {_folder["a.attx"]} (safetensors; loss and accuracy per epoch: {_folder["a.history.json"]}).\nNext: attx predict {_folder["a.attx"]} RECORDING --out estimates.csv\n",
            run.Output.ReplaceLineEndings("\n"));
        Assert.Equal(2, HistoryFile.Read(_folder["a.history.json"]).Epochs["a.attx"].Count);
        CommandRun evaluated = CommandRun.Of("evaluate", _folder["a.attx"], cohort.Path, "--no-cache");
        Assert.Equal(App.Done, evaluated.ExitCode);
        Assert.Contains("S4 *", evaluated.Output); // it chose the epoch: not out of sample
    }

    [Fact]
    public void By_default_a_model_is_trained_on_what_a_live_session_sees()
    {
        Assert.Equal(App.Done, CommandRun.Of(Train("a.attx")).ExitCode);
        ExperimentOptions options = TrainedModel.Load(_folder["a.attx"]).Metadata.Options;
        Assert.Equal((Normalisation.RunningAndTrain, FilterKind.Causal, true, 10), (options.Normalisation, options.Filter, options.EdaAsLogarithm, options.RandomStarts));
        string help = CommandRun.Of("train", "--help").Output, loso = CommandRun.Of("loso", "--help").Output;
        Assert.Equal((true, false), (help.Contains("[default: causal]", StringComparison.Ordinal), loso.Contains("[default: causal]", StringComparison.Ordinal)));
        Assert.Contains("[default: running+train]", help);
        Assert.Contains("[default: subject]", loso);

        CommandRun evaluated = CommandRun.Of("evaluate", _folder["a.attx"], cohort.Path, "--no-cache", "--subjects", "S2,S3", "--out", _folder["scores"]);
        Assert.Contains("| Session from ", evaluated.Output);
        Assert.Contains("| amusement ", evaluated.Output);
        Assert.True(File.Exists(_folder["scores", "subjects", "S3", "starts.csv"]));
        Assert.Contains("\"starts\"", File.ReadAllText(_folder["scores", "result.json"]));
    }

    [Theory]
    [InlineData("""{"normalise": "subject"}""", "")]
    [InlineData("""{"options": {"normalise": "running+train"}}""", "")]
    [InlineData("""{"epochs": 1}""", "--normalise running")]
    public void Another_normalisation_or_a_runs_own_options_are_used_as_they_are(string file, string given)
    {
        File.WriteAllText(_folder["c.json"], file);
        Assert.Equal(App.Done, CommandRun.Of(Train("a.attx", ["--config", _folder["c.json"], .. given.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).ExitCode);
        ExperimentOptions options = TrainedModel.Load(_folder["a.attx"]).Metadata.Options;
        Assert.Equal((FilterKind.ZeroPhase, false, 0), (options.Filter, options.EdaAsLogarithm, options.RandomStarts));
    }

    [Fact]
    public void One_default_may_be_replaced()
    {
        Assert.Equal(App.Done, CommandRun.Of(Train("a.attx", "--filter", "zero-phase", "--random-starts", "2")).ExitCode);
        ExperimentOptions options = TrainedModel.Load(_folder["a.attx"]).Metadata.Options;
        Assert.Equal((Normalisation.RunningAndTrain, FilterKind.ZeroPhase, true, 2), (options.Normalisation, options.Filter, options.EdaAsLogarithm, options.RandomStarts));
    }

    [Theory]
    [InlineData("--patience 3", "--patience would be ignored")]
    [InlineData("--hold-out S99", "--hold-out S99: must leave somebody to train on")]
    [InlineData("--scores nowhere", "nowhere")]
    [InlineData("--epochs 0", "--epochs must be at least 1, got 0.")]
    public void A_failure_is_reported_and_nothing_is_written(string arguments, string problem)
    {
        CommandRun run = CommandRun.Of(Train("a.attx", arguments.Split(' ')));
        Assert.NotEqual(App.Done, run.ExitCode);
        Assert.Contains(problem, run.ErrorLines[^1]);
        Assert.Empty(Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void With_JSON_the_history_is_printed_alone()
    {
        CommandRun run = CommandRun.Of(Train("a.attx", "--json"));
        Assert.Equal(File.ReadAllText(_folder["a.history.json"]) + "\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("The model is ", StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_windows_are_left_out_on_request()
    {
        Assert.Equal(App.Done, CommandRun.Of(Train("all.attx")).ExitCode);
        CommandRun run = CommandRun.Of(Train("good.attx", "--skip-bad-windows"));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("Model: ", StringComparison.Ordinal) && line.EndsWith("are bad and left out.", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unusable_output_path_is_reported_before_training()
    {
        CommandRun run = CommandRun.Of(Train(Path.Combine("missing", "a.attx")));
        Assert.Equal(App.WrongUsage, run.ExitCode);
        Assert.Contains($"the folder {_folder["missing"]} does not exist", Assert.Single(run.ErrorLines));
        Assert.Equal((App.WrongUsage, "attx: an argument is empty. See attx train --help."),
            (CommandRun.Of("train", "", "--out", "a") is var empty ? empty.ExitCode : 0, empty.ErrorLines[^1]));
    }

    [Fact]
    public void An_existing_model_is_not_overwritten()
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
