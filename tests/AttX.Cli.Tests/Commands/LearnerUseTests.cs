using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AttX.Ground;
using AttX.Testing;

namespace AttX.Cli.Tests.Commands;

/// <summary>A classical learner, trained in one file and used like a network.</summary>
public sealed class LearnerUseTests(CohortFixture cohort) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_linear_baselines_ten_features_are_enough_to_ask_for()
    {
        string model = Train("lda", "plain.json", "--features", "plain");
        Assert.Contains("\"features\":[\"pulse_rate.running\",\"pulse_log_variation.running\"", File.ReadAllText(model));
        RequireSameLive(model);
    }

    [Fact]
    public void A_learner_is_trained_evaluated_predicted_with_and_streamed()
    {
        string model = Train("lda");
        string text = File.ReadAllText(model);
        Assert.Contains("\"normalise\":\"running+train\"", text);
        Assert.Contains("\"filter\":\"causal\"", text);
        Assert.Contains("eda_mean.running", text);
        Assert.Contains("\"featureDeviations\":[", text);
        Assert.Equal(text, File.ReadAllText(Train("lda", "second.json")));

        CommandRun evaluated = Run("evaluate", model, cohort.Path, "--no-cache", "--out", _folder["scores"], "--json");
        Assert.Contains("Among the model's training recordings", evaluated.Error);
        Assert.Equal("recording", JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("inTraining").GetProperty("S3").GetString());
        Assert.True(File.Exists(_folder["scores", "subjects", "S3", "starts.csv"]));
        Assert.NotEqual(File.ReadAllText(_folder["scores", "subjects", "S3", "predictions.csv"]), Hidden(model));

        RequireSameLive(model);
    }

    [Fact]
    public void A_folds_decision_fusion_is_used_as_a_whole()
    {
        Run("loso", cohort.Path, "--out", _folder["run"], "--no-cache", "--device", "wrist", "--window", "20", "--learner", "lda", "--fusion", "decision", "--decision", "weighted");
        Run("evaluate", _folder["run", "folds", "S2"], cohort.Path, "--no-cache", "--subjects", "S2", "--out", _folder["again"]);
        Assert.Equal(File.ReadAllText(_folder["run", "folds", "S2", "predictions.csv"]), File.ReadAllText(_folder["again", "subjects", "S2", "predictions.csv"]));
        Refused("The model consists of model.bvp.json and model.eda.json of one run: give the folder that holds them.",
            "evaluate", _folder["run", "folds", "S2", "model.eda.json"], cohort.Path, "--no-cache");
    }

    [Fact]
    public void What_a_learner_cannot_is_refused_in_one_line()
    {
        string model = Train("lda"), whole = Train("knn", "whole.json", "--normalise", "session");
        Refused("a classical learner has no network to export.", "export", model, "--onnx", _folder["x.onnx"]);
        Refused("--person would be ignored: the model standardises features of windows", "predict", model, cohort.Path + "/S3", "--out", _folder["p.csv"], "--person", _folder["anna.json"]);
        Refused("The model's features need the whole recording (--filter zero-phase, --normalise subject)", "stream", whole, "--source", $"replay:{cohort.Path}/S3@max");
        Refused("which do not fit another device", "predict", model, cohort.Path + "/S3", "--out", _folder["c.csv"], "--device", "chest");
        Refused("the model sees features of wrist bvp,eda, which ecg,eda do not have", "predict", whole, cohort.Path + "/S3", "--out", _folder["c.csv"], "--device", "chest");
        Refused("--hold-out S3 would be ignored: --learner lda has no epochs to stop after.", "train", cohort.Path, "--out", _folder["h.json"], "--no-cache", "--learner", "lda", "--hold-out", "S3");
    }

    [Fact]
    public void Hostile_models_are_refused_in_one_line()
    {
        string text = File.ReadAllText(Train("lda"));
        (string, string, string)[] cases =
        [
            ("nan", text.Replace("\"deviations\":[", "\"deviations\":[NaN,", StringComparison.Ordinal), "Damaged classifier"),
            ("infinite", text.Replace("\"featureDeviations\":[", "\"featureDeviations\":[1e999,", StringComparison.Ordinal), "Damaged classifier"),
            ("long", text.Replace("\"featureDeviations\":[", "\"featureDeviations\":[1,", StringComparison.Ordinal), "featureDeviations holds "),
            ("negative", text.Replace("\"featureDeviations\":[", "\"featureDeviations\":[-", StringComparison.Ordinal), "a feature's deviation is negative"),
            ("learner", text.Replace("\"lda\"", "\"oracle\"", StringComparison.Ordinal), "There is no learner oracle"),
            ("other", text.Replace("\"learner\":\"lda\"", "\"learner\":\"knn\"", StringComparison.Ordinal), "Damaged classifier"),
            ("feature", text.Replace("eda_mean.running", "mind_reading", StringComparison.Ordinal), "features are not those of its options"),
            ("columns", "{\"format\":1,\"learner\":\"lda\",\"options\":{},\"features\":[" + string.Join(',', Enumerable.Repeat("\"x\"", 5000)) + "]}", "Damaged classifier"),
            ("deep", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), "Damaged classifier"),
            ("newer", text.Replace("\"format\":1", "\"format\":9", StringComparison.Ordinal), "written by a newer AttX"),
            ("options", text.Replace("\"normalise\":\"running+train\"", "\"normalise\":\"magic\"", StringComparison.Ordinal), "Damaged classifier"),
            ("without", Regex.Replace(text, "\"run\":\\{.*?\\}+,\"featureDeviations\":\\[[^\\]]*\\]", "\"card\":null", RegexOptions.NonBacktracking), "does not say how its features were made"),
        ];
        foreach ((string name, string content, string problem) in cases)
        {
            Assert.NotEqual(text, content);
            File.WriteAllText(_folder[name + ".json"], content);
            CommandRun run = CommandRun.Of("predict", _folder[name + ".json"], cohort.Path + "/S3", "--out", _folder[name + ".csv"]);
            Assert.Equal(App.Failed, run.ExitCode);
            Assert.Contains($"{name}.json: ", run.Error);
            Assert.Contains(problem, run.Error);
            Assert.Single(run.Error.Trim().Split('\n'));
        }
    }

    private string Train(string learner, string file = "model.json", params string[] more)
    {
        CommandRun run = Run(["train", cohort.Path, "--out", _folder[file], "--no-cache", "--device", "wrist", "--window", "20", "--learner", learner, .. more]);
        Assert.Contains("Not a medical device.", run.Output);
        Assert.Contains($"{file} (JSON)", run.Output);
        return _folder[file];
    }

    /// <summary>Checks that a session estimates what is predicted of its recording, to the bit.</summary>
    private void RequireSameLive(string model)
    {
        Run("predict", model, cohort.Path + "/S3", "--out", _folder["estimates.csv"], "--report", _folder["estimates.html"]);
        CsvTable table = CsvTable.Parse(File.ReadAllText(_folder["estimates.csv"]), "estimates", _ => true);
        Assert.Contains(table.Rows, row => row.Cells.Contains("running+trained-on"));
        CommandRun live = Run("stream", model, "--source", $"replay:{cohort.Path}/S3@max", "--json");
        Assert.Contains("estimates rest on what the session has heard so far", live.Error);
        string[] lines = live.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(table.Rows.Count - lines.Length, 0, 1);
        foreach ((string line, CsvRow row) in lines.Zip(table.Rows))
            Assert.Equal(row.Cells[3] == "no estimate" ? null : float.Parse(row.Cells[5], CultureInfo.InvariantCulture), Stress(line));
    }

    private string Hidden(string model)
    {
        CommandRun run = Run("evaluate", model, cohort.Path, "--no-cache", "--out", _folder["hidden"], "--without", "eda");
        Assert.Contains("medians stand for the features of eda", run.Error);
        return File.ReadAllText(_folder["hidden", "subjects", "S3", "predictions.csv"]);
    }

    private static CommandRun Run(params string[] arguments)
    {
        CommandRun run = CommandRun.Of(arguments);
        Assert.Equal((App.Done, ""), (run.ExitCode, run.ExitCode == App.Done ? "" : run.Error));
        return run;
    }

    private static void Refused(string message, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(arguments);
        Assert.NotEqual(App.Done, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    private static float? Stress(string line) =>
        JsonDocument.Parse(line).RootElement.GetProperty("probabilities").TryGetProperty("stress", out JsonElement p) ? p.GetSingle() : null;
}
