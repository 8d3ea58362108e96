using AttX.Models.Connections;
using System.Text.Json;
using System.Text.Json.Nodes;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Models;
using AttX.Nn.Serialization;
using AttX.Options;
using AttX.Runs;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals;
using AttX.Testing;
using AttX.Tests.Windows;
using AttX.Windows;

namespace AttX.Tests.Runs;

public sealed class ExperimentTests : IDisposable
{
    private static readonly ToyCohort Cohort = new("S2", "S3", "S10");
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Variants => ["both", "ecg", "decision", "train"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_number_of_workers_changes_no_byte(string variant)
    {
        Run("one", Variant(variant), workers: 1);
        Run("four", Variant(variant), workers: 4);
        AssertSameBytes("one", "four");
    }

    [Fact]
    public void Bad_windows_are_left_out_of_training_but_not_of_testing_and_the_cache_knows_them()
    {
        var witness = new Witness();
        ExperimentOptions skipping = ToyCohort.Options with { SkipBadWindows = true };
        Run("all", ToyCohort.Options);
        Run("good", skipping, observer: witness);
        Assert.Contains(witness.Notes, n => n.Contains("training windows are bad and left out", StringComparison.Ordinal) && !n.Contains(": 0 of", StringComparison.Ordinal));
        Assert.NotEqual(File.ReadAllBytes(_folder["all", "folds", "S2", "model.safetensors"]), File.ReadAllBytes(_folder["good", "folds", "S2", "model.safetensors"]));
        Assert.Equal(File.ReadAllLines(_folder["all", "folds", "S2", "predictions.csv"]).Length, File.ReadAllLines(_folder["good", "folds", "S2", "predictions.csv"]).Length);

        var cache = new WindowCache(_folder["cache"]);
        foreach (string run in new[] { "cached", "read back" })
            new Experiment(Cohort, skipping) { Cache = cache }.Run(_folder[run], false, new Witness(), CancellationToken.None);
        AssertSameBytes("good", "cached");
        AssertSameBytes("good", "read back");
    }

    [Fact]
    public void Another_seed_gives_other_models()
    {
        Run("a", ToyCohort.Options);
        Run("b", ToyCohort.Options with { Seed = 2 });
        Assert.NotEqual(File.ReadAllBytes(_folder["a", "folds", "S2", "model.safetensors"]), File.ReadAllBytes(_folder["b", "folds", "S2", "model.safetensors"]));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void An_interrupted_run_resumes_and_ends_in_the_same_bytes(string variant)
    {
        Run("whole", Variant(variant));
        int epochs = 0, stops = 0;
        for (bool done = false; !done;)
        {
            using var stop = new CancellationTokenSource();
            int left = 2;
            var witness = new Witness { AfterEpoch = () => { if (--left == 0) stop.Cancel(); } };
            try
            {
                Run("stopped", Variant(variant), workers: 1, resume: true, observer: witness, cancellation: stop.Token);
                done = true;
            }
            catch (OperationCanceledException)
            {
                stops++;
            }

            epochs += witness.Epochs;
        }

        AssertSameBytes("whole", "stopped");
        Assert.True(stops > 2);
        Assert.Equal(Variant(variant).Networks.Count * 3 * 3, epochs); // every epoch once: none was repeated
        Assert.Empty(Directory.GetFiles(_folder["stopped"], "checkpoint*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_its_fold_starts_anew()
    {
        Run("whole", ToyCohort.Options);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Run("hurt", ToyCohort.Options, workers: 1, observer: new Witness { AfterEpoch = stop.Cancel }, cancellation: stop.Token));
        string checkpoint = _folder["hurt", "folds", "S2", "checkpoint"];
        Flip(checkpoint);
        var witness = new Witness();
        Run("hurt", ToyCohort.Options, resume: true, observer: witness);
        Assert.Contains(witness.Notes, n => n.StartsWith(checkpoint, StringComparison.Ordinal) && n.EndsWith("Fold S2 starts anew.", StringComparison.Ordinal));
        AssertSameBytes("whole", "hurt");
    }

    [Theory]
    [InlineData("predictions.csv")]
    [InlineData("model.safetensors")]
    [InlineData("history.json")]
    [InlineData("attention.csv")]
    [InlineData("quality.csv")]
    [InlineData("examples.safetensors")]
    public void A_damaged_file_of_a_fold_is_named_and_the_fold_computed_again(string file)
    {
        Run("whole", ToyCohort.Options);
        Run("hurt", ToyCohort.Options);
        string path = _folder["hurt", "folds", "S3", file];
        File.WriteAllText(path, File.ReadAllText(path)[..^20]);
        var witness = new Witness();
        Run("hurt", ToyCohort.Options, resume: true, observer: witness);
        Assert.Contains(witness.Notes, n => n.Contains(path, StringComparison.Ordinal) && n.EndsWith("Fold S3 is computed again.", StringComparison.Ordinal));
        Assert.Equal(3, witness.Epochs);
        AssertSameBytes("whole", "hurt");
    }

    [Fact]
    public void A_fold_of_an_earlier_version_is_complete()
    {
        Run("run", ToyCohort.Options);
        string history = _folder["run", "folds", "S3", "history.json"];
        JsonObject json = JsonNode.Parse(File.ReadAllBytes(history))!.AsObject();
        foreach (string file in new[] { "attention.csv", "quality.csv", "examples.safetensors" })
        {
            Assert.True(json["sha256"]!.AsObject().Remove(file));
            File.Delete(_folder["run", "folds", "S3", file]);
        }

        File.WriteAllText(history, json.ToJsonString());
        var witness = new Witness();
        Run("run", ToyCohort.Options, resume: true, observer: witness);
        Assert.Equal((0, 0), (witness.Epochs, witness.Notes.Count(n => n.Contains("computed again", StringComparison.Ordinal))));
        var fold = new FoldFolder(_folder["run"], "S3");
        Assert.Null(fold.ReadAttention());
        Assert.Null(fold.ReadQuality());
        Assert.Empty(fold.ReadExamples());
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_fold_shows_its_attention_and_what_it_got_most_wrong(string variant)
    {
        Run("run", Variant(variant));
        var fold = new FoldFolder(_folder["run"], "S10");
        Predictions predictions = Predictions.Parse(File.ReadAllText(_folder["run", "folds", "S10", "predictions.csv"]));
        Assert.Equal(variant is "both" or "train" ? predictions.Items.Count : null, fold.ReadAttention()?.Rows.Count);
        IReadOnlyList<ExampleWindow> examples = fold.ReadExamples();
        Assert.Equal(predictions.Items.Select(p => (double)p.Probabilities[p.Label]).Order().Take(3), examples.Select(e => e.TrueClassProbability));
        Assert.All(examples, e => Assert.Equal(e.TrueClassProbability, predictions.Items.Single(p => p.StartSeconds == e.StartSeconds).Probabilities[e.Label]));
        Assert.All(examples, e => Assert.Equal(Variant(variant).Modalities, e.Signals.Select(s => s.Modality)));
        Assert.All(examples.SelectMany(e => e.Signals), s => Assert.InRange(s.Signal.Average(), -3, 3)); // standardised
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_fold_keeps_the_verdict_on_each_window(string variant)
    {
        Run("run", Variant(variant));
        WindowSet windows = new Preprocessor(Variant(variant).Preprocessing()).Process(Cohort.Read("S10", Device.Wrist, Variant(variant).Modalities));
        Assert.Equal(
            windows.Quality!.Select((flaws, i) => new WindowVerdict(windows.StartSeconds(i), flaws)),
            new FoldFolder(_folder["run"], "S10").ReadQuality()!.Rows);
        Assert.Contains("\"quality.csv\"", File.ReadAllText(_folder["run", "folds", "S10", "history.json"]));
    }

    [Fact]
    public void A_damaged_file_of_a_fold_is_named_when_it_is_read()
    {
        Run("run", ToyCohort.Options);
        var fold = new FoldFolder(_folder["run"], "S2");
        string attention = _folder["run", "folds", "S2", "attention.csv"], examples = _folder["run", "folds", "S2", "examples.safetensors"];
        string quality = _folder["run", "folds", "S2", "quality.csv"];
        File.AppendAllText(attention, "x");
        File.AppendAllText(quality, "0,good\n");
        File.AppendAllText(examples, "x");
        Assert.StartsWith(attention + ": line ", Assert.Throws<InvalidDataException>(fold.ReadAttention).Message, StringComparison.Ordinal);
        Assert.StartsWith(quality + ": line ", Assert.Throws<InvalidDataException>(fold.ReadQuality).Message, StringComparison.Ordinal);
        Assert.StartsWith(examples + ": ", Assert.Throws<InvalidDataException>(fold.ReadExamples).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_resumes_without_training()
    {
        byte[] before = ResultOf(Run("run", ToyCohort.Options));
        var witness = new Witness();
        Assert.Equal(before, ResultOf(Run("run", ToyCohort.Options, resume: true, observer: witness)));
        Assert.Equal(0, witness.Epochs);
    }

    [Fact]
    public void The_result_has_the_agreed_form_and_says_what_the_predictions_do()
    {
        ExperimentResult result = Run("run", ToyCohort.Options);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(result.ResultPath));
        JsonElement root = json.RootElement, fold = root.GetProperty("folds")[2];
        Assert.Equal("S10", fold.GetProperty("subject").GetString());
        Predictions predictions = Predictions.Parse(File.ReadAllText(_folder["run", "folds", "S10", "predictions.csv"]));
        ConfusionMatrix confusion = predictions.Confusion();
        Assert.Equal(predictions.Items.Count, fold.GetProperty("windows").GetInt32());
        Assert.Equal(confusion[1, 0], fold.GetProperty("confusion")[1][0].GetInt32());
        Assert.Equal(ClassificationScores.Of(confusion).MacroF1, fold.GetProperty("macroF1").GetDouble());
        foreach (string summary in new[] { "mean", "sd", "pooled" })
            Assert.Equal(["accuracy", "macroF1", "weightedF1"], root.GetProperty(summary).EnumerateObject().Select(p => p.Name));
        Assert.Equal(result.Summary.Mean.Accuracy, root.GetProperty("mean").GetProperty("accuracy").GetDouble());
        Assert.Equal("wrist", root.GetProperty("options").GetProperty("device").GetString());
        Assert.DoesNotContain(_folder.FullPath, File.ReadAllText(result.ResultPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_options_configure_another_run()
    {
        ExperimentResult result = Run("run", Variant("decision"));
        ExperimentOptions options = new OptionReader().GiveFile(_folder["run", "run.json"]).Read();
        Assert.Equal(ResultOf(result), ResultOf(Run("again", options)));
    }

    [Fact]
    public void Decision_fusion_leaves_a_model_a_stream()
    {
        Run("run", Variant("decision"));
        Assert.Equal(["examples.safetensors", "history.json", "model.ecg.safetensors", "model.eda.safetensors", "predictions.csv", "quality.csv"],
            Directory.GetFiles(_folder["run", "folds", "S2"]).Select(Path.GetFileName).Order());
        using FileStream stream = File.OpenRead(_folder["run", "folds", "S2", "model.ecg.safetensors"]);
        SafeTensorsFile model = SafeTensors.Read(stream);
        Assert.Contains("bvp", model.Metadata["attx.inputs"]);
        Assert.DoesNotContain("\"eda\"", model.Metadata["attx.inputs"]);
        Assert.All(model.Tensors, t => Assert.True(t.Name.StartsWith("ecg.", StringComparison.Ordinal) || t.Name.StartsWith("head.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Training_statistics_stand_beside_the_model()
    {
        Run("run", Variant("train"));
        using FileStream stream = File.OpenRead(_folder["run", "folds", "S2", "model.safetensors"]);
        using JsonDocument inputs = JsonDocument.Parse(SafeTensors.Read(stream).Metadata["attx.inputs"]);
        Assert.InRange(inputs.RootElement[1].GetProperty("mean").GetDouble(), 4, 5);
    }

    [Fact]
    public void One_subject_alone_cannot_be_left_out() =>
        Assert.Contains("at least 2 subjects", Assert.Throws<InvalidDataException>(() => Run("run", ToyCohort.Options, cohort: new ToyCohort("S2"))).Message);

    [Fact]
    public void A_subject_without_stress_is_named() => Assert.Equal(
        "No window of S3 is labelled stress: leave such subjects out with --subjects.",
        Assert.Throws<InvalidDataException>(() => Run("run", ToyCohort.Options, cohort: new ToyCohort("S2", "S3", "S4") { Calm = "S3" })).Message);

    [Fact]
    public void An_unknown_subject_is_named_with_those_there_are() => Assert.Equal(
        ["--subjects S9: not in the data, which have S2, S3, S10."],
        Assert.Throws<OptionsException>(() => Run("run", ToyCohort.Options with { Subjects = ["S2", "S9"] })).Problems);

    [Fact]
    public void A_subject_whose_name_is_no_folder_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Run("run", ToyCohort.Options, cohort: new ToyCohort("S2", "../S3")));

    [Fact]
    public void The_first_error_stops_the_others_and_surfaces_as_it_is() => Assert.Equal(
        "S3.pkl: damaged at offset 7.",
        Assert.Throws<InvalidDataException>(() => Run("run", ToyCohort.Options, cohort: new ToyCohort("S2", "S3", "S4") { Damaged = "S3" })).Message);

    [Fact]
    public void Some_of_the_subjects_will_do()
    {
        ExperimentResult result = Run("run", ToyCohort.Options with { Subjects = ["S10", "S2"] });
        Assert.Equal(["S2", "S10"], result.Folds.Select(f => f.Subject));
    }

    private static ExperimentOptions Variant(string name) => name switch
    {
        "ecg" => ToyCohort.Options with { Modalities = [Modality.Bvp], Connection = ConnectionGraph.None, Stages = [] },
        "decision" => ToyCohort.Options with { Decision = DecisionRule.Weighted, Connection = ConnectionGraph.None, Stages = [] },
        "train" => ToyCohort.Options with { Normalisation = Normalisation.Train },
        _ => ToyCohort.Options,
    };

    private static byte[] ResultOf(ExperimentResult result) => File.ReadAllBytes(result.ResultPath);

    private static void Flip(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private ExperimentResult Run(
        string name, ExperimentOptions options, int workers = 2, bool resume = false, Witness? observer = null, ToyCohort? cohort = null,
        CancellationToken cancellation = default) =>
        new Experiment(cohort ?? Cohort, options) { Workers = workers }.Run(_folder[name], resume, observer ?? new Witness(), cancellation);

    private void AssertSameBytes(string first, string second)
    {
        string[] files = [.. Directory.GetFiles(_folder[first, "folds"], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder[first], f)).Order()];
        Assert.Equal(files, Directory.GetFiles(_folder[second, "folds"], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder[second], f)).Order());
        foreach (string file in files.Append("result.json"))
            Assert.True(File.ReadAllBytes(_folder[first, file]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder[second, file])), $"{file} differs");
    }
}
