using System.Text.Json;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

public sealed class EvaluateTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folds_model_reproduces_the_folds_predictions_of_its_test_subject()
    {
        CommandRun run = Evaluate(Fold("S3"), "--subjects", "S3", "--out", _folder["out"]);
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Equal(File.ReadAllText(_folder["run", "folds", "S3", "predictions.csv"]), File.ReadAllText(_folder["out", "subjects", "S3", "predictions.csv"]));
        foreach (string text in new[] { "S3 ", "mean ± SD", "pooled", "Weighted F1", _folder["out"] })
            Assert.Contains(text, run.Output);
        Assert.DoesNotContain("*", run.Output);
        Assert.Matches(@"mean ± SD +\|[^|]*\| +[0-9.]+ ± - ", run.Output); // one subject has no deviation
        Assert.Contains("majority class", run.Output);
        Assert.Contains($"is no model, but {Path.Combine(_folder["run"], "folds", "S3")} is: the order is attx evaluate MODEL DATA.",
            Assert.Single(CommandRun.Of("evaluate", cohort.Path, Path.Combine(_folder["run"], "folds", "S3")).ErrorLines));
    }

    [Fact]
    public void Decision_fusion_combines_both_networks()
    {
        CommandRun run = Evaluate(Fold("S3", "--fusion", "decision", "--decision", "weighted"), "--subjects", "S3", "--out", _folder["out"]);
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Equal(File.ReadAllText(_folder["run", "folds", "S3", "predictions.csv"]), File.ReadAllText(_folder["out", "subjects", "S3", "predictions.csv"]));
    }

    [Fact]
    public void Training_subjects_are_marked()
    {
        CommandRun run = Evaluate(Path.Combine(Fold("S3"), "model.safetensors"));
        foreach (string text in new[] { "S2 *", "S4 *", "* in the model's training data" })
            Assert.Contains(text, run.Output);
        Assert.DoesNotContain("S3 *", run.Output);
        Assert.Contains("Among the model's training recordings, so not scored out of sample: S2, S4.", run.Error);
    }

    [Fact]
    public void Json_is_alone_on_the_output()
    {
        string model = Fold("S3");
        CommandRun run = Evaluate(model, "--json", "--workers", "1", "--out", _folder["out"]);
        Assert.Equal(File.ReadAllText(_folder["out", "result.json"]), run.Output);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal("recording", json.RootElement.GetProperty("inTraining").GetProperty("S2").GetString());
        Assert.Contains("mean ± SD", run.Error);
        Assert.Equal(run.Output, Evaluate(model, "--json").Output);
    }

    [Fact]
    public void Sensors_are_hidden_on_request_whether_the_model_was_trained_for_it_or_not()
    {
        string model = Fold("S3", "--sensor-dropout", "0.4");
        CommandRun with = Evaluate(model, "--subjects", "S3", "--json"), without = Evaluate(model, "--subjects", "S3", "--without", "eda", "--json");
        using JsonDocument json = JsonDocument.Parse(without.Output);
        Assert.Equal("eda", json.RootElement.GetProperty("without").GetString());
        Assert.NotEqual(with.Output, without.Output);
        Assert.DoesNotContain("never saw", without.Error);
        foreach ((string given, string message) in new[]
        {
            ("ecg", "--without ecg: the model does not take it; it takes bvp,eda."), ("eda,bvp", "leaves nothing of the model's bvp,eda"),
            ("edda", "--without must be ecg, eda, bvp, emg, temp, resp or acc, got edda."),
        })
            AssertFails(App.WrongUsage, message, Evaluate(model, "--without", given));
    }

    [Fact]
    public void A_wrist_model_can_be_scored_on_the_chest_on_request_with_a_note()
    {
        CommandRun run = Evaluate(Fold("S3"), "--subjects", "S3", "--device", "chest", "--json");
        Assert.Equal(App.Done, run.ExitCode);
        Assert.Contains("scored on chest ecg,eda: the cardiac branch gets another signal than it knows.", run.Error);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal("chest", json.RootElement.GetProperty("options").GetProperty("device").GetString());
    }

    [Theory]
    [InlineData("--subjects S3,S99", "--subjects S99: not in the data, which have S2, S3, S4.")]
    [InlineData("--subjects ,", "not in the data")]
    [InlineData("--device ankle", "--device must be chest or wrist, got ankle")]
    [InlineData("--modalities eda", "--modalities eda: the model's inputs are bvp,eda; give one for each.")]
    [InlineData("--modalities ecg,eda", "--modalities ecg: the wrist does not record it")]
    [InlineData("--workers 0", "--workers must be at least 1, got 0.")]
    [InlineData("--epochs 3", "--epochs")]
    public void Wrong_usage_is_one_line_and_exit_2(string options, string message) =>
        AssertFails(App.WrongUsage, message, Evaluate(Fold("S3"), options.Split(' ')));

    [Fact]
    public void A_folder_that_holds_results_is_not_overwritten()
    {
        string model = Fold("S3");
        AssertFails(App.WrongUsage, "holds results already. Choose another --out.", Evaluate(model, "--out", _folder["run"]));
        Assert.Equal(App.Done, Evaluate(model, "--out", _folder["out"]).ExitCode);
        AssertFails(App.WrongUsage, "holds results already. Choose another --out.", Evaluate(model, "--out", _folder["out"]));
    }

    [Fact]
    public void A_file_that_is_no_model_is_named()
    {
        File.WriteAllText(_folder["note.txt"], "hello, this is no model");
        foreach ((string path, string message) in new[]
        {
            (_folder["nowhere"], "Could not find file"),
            (_folder["note.txt"], "Not a safetensors file"),
            (_folder.FullPath, "holds no model. Give a model.safetensors, or a fold's folder"),
            (Path.Combine(Fold("S3"), "examples.safetensors"), "weights without AttX's metadata"),
        })
        {
            CommandRun run = Evaluate(path);
            AssertFails(App.Failed, message, run);
            Assert.Contains(path, run.Error);
        }
    }

    [Fact]
    public void A_missing_dataset_is_named() => AssertFails(
        App.Failed, _folder["nowhere"], CommandRun.Of("evaluate", Fold("S3"), _folder["nowhere"]));

    /// <summary>Trains a fold and returns its folder.</summary>
    private string Fold(string subject, params string[] options)
    {
        Assert.Equal(App.Done, CommandRun.Of(cohort.Loso(_folder["run"], options)).ExitCode);
        return _folder["run", "folds", subject];
    }

    private CommandRun Evaluate(string model, params string[] options) => CommandRun.Of(["evaluate", model, cohort.Path, "--no-cache", .. options]);

    private static void AssertFails(int code, string message, CommandRun run)
    {
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, Assert.Single(run.ErrorLines, line => line.StartsWith("attx: ", StringComparison.Ordinal)));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
