using System.Text.Json;
using AttX.Evaluation;
using AttX.Nn.Serialization;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Tests.Windows;

namespace AttX.Tests.Runs;

public sealed class ExperimentFilesTests : ExperimentRuns
{
    [Theory]
    [MemberData(nameof(Variants))]
    public void A_fold_shows_its_attention_and_what_it_got_most_wrong(string variant)
    {
        Run("run", Variant(variant));
        var fold = new FoldFolder(Folder["run"], "S10");
        Predictions predictions = Predictions.Parse(File.ReadAllText(Folder["run", "folds", "S10", "predictions.csv"]));
        Assert.Equal(variant is "both" or "train" or "dropout" or "running" or "recipe" or "calibrated" or "context" ? predictions.Items.Count : null, fold.ReadAttention(predictions)?.Rows.Count);
        IReadOnlyList<ExampleWindow> examples = fold.ReadExamples(predictions);
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
            new FoldFolder(Folder["run"], "S10").ReadQuality()!.Rows);
        Assert.Contains("\"quality.csv\"", File.ReadAllText(Folder["run", "folds", "S10", "history.json"]));
    }

    [Fact]
    public void A_damaged_file_of_a_fold_is_named_when_it_is_read()
    {
        Run("run", ToyCohort.Options);
        var fold = new FoldFolder(Folder["run"], "S2");
        Predictions predictions = fold.Load()!.Predictions;
        string attention = Folder["run", "folds", "S2", "attention.csv"], examples = Folder["run", "folds", "S2", "examples.safetensors"];
        string quality = Folder["run", "folds", "S2", "quality.csv"];
        File.AppendAllText(attention, "x");
        File.AppendAllText(quality, "0,good\n");
        File.AppendAllText(examples, "x");
        Assert.StartsWith(attention + ": line ", Assert.Throws<InvalidDataException>(() => fold.ReadAttention(predictions)).Message, StringComparison.Ordinal);
        Assert.StartsWith(quality + ": line ", Assert.Throws<InvalidDataException>(fold.ReadQuality).Message, StringComparison.Ordinal);
        Assert.StartsWith(examples + ": ", Assert.Throws<InvalidDataException>(() => fold.ReadExamples(predictions)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_has_the_agreed_form_and_matches_the_predictions()
    {
        ExperimentResult result = Run("run", ToyCohort.Options);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(result.ResultPath));
        JsonElement root = json.RootElement, fold = root.GetProperty("folds")[2];
        Assert.Equal("S10", fold.GetProperty("subject").GetString());
        Predictions predictions = Predictions.Parse(File.ReadAllText(Folder["run", "folds", "S10", "predictions.csv"]));
        ConfusionMatrix confusion = predictions.Confusion();
        Assert.Equal(predictions.Items.Count, fold.GetProperty("windows").GetInt32());
        Assert.Equal(confusion[1, 0], fold.GetProperty("confusion")[1][0].GetInt32());
        Assert.Equal(ClassificationScores.Of(confusion).MacroF1, fold.GetProperty("macroF1").GetDouble());
        foreach (string summary in new[] { "mean", "sd", "pooled" })
            Assert.Equal(["accuracy", "macroF1", "weightedF1"], root.GetProperty(summary).EnumerateObject().Select(p => p.Name));
        Assert.Equal(result.Summary.Mean.Accuracy, root.GetProperty("mean").GetProperty("accuracy").GetDouble());
        Assert.Equal("wrist", root.GetProperty("options").GetProperty("device").GetString());
        Assert.DoesNotContain(Folder.FullPath, File.ReadAllText(result.ResultPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Decision_fusion_writes_one_model_per_branch()
    {
        Run("run", Variant("decision"));
        Assert.Equal(["examples.safetensors", "history.json", "model.ecg.safetensors", "model.eda.safetensors", "occlusion.csv", "predictions.csv", "quality.csv"],
            Directory.GetFiles(Folder["run", "folds", "S2"]).Select(Path.GetFileName).Order());
        using FileStream stream = File.OpenRead(Folder["run", "folds", "S2", "model.ecg.safetensors"]);
        SafeTensorsFile model = SafeTensors.Read(stream);
        Assert.Contains("bvp", model.Metadata["attx.inputs"]);
        Assert.DoesNotContain("\"eda\"", model.Metadata["attx.inputs"]);
        Assert.All(model.Tensors, t => Assert.True(t.Name.StartsWith("ecg.", StringComparison.Ordinal) || t.Name.StartsWith("head.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Training_statistics_are_stored_with_the_model()
    {
        Run("run", Variant("train"));
        using FileStream stream = File.OpenRead(Folder["run", "folds", "S2", "model.safetensors"]);
        using JsonDocument inputs = JsonDocument.Parse(SafeTensors.Read(stream).Metadata["attx.inputs"]);
        Assert.InRange(inputs.RootElement[1].GetProperty("mean").GetDouble(), 4, 5);
    }
}
