using System.Text.Json.Nodes;
using AttX.Runs;
using AttX.Tests.Windows;

namespace AttX.Tests.Runs;

public sealed class ExperimentResumeTests : ExperimentRuns
{
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
        int trainings = variant == "calibrated" ? 3 : Variant(variant).Networks.Count * Variant(variant).Ensemble; // of a fold: without each of two people, and with both
        Assert.Equal(trainings * Variant(variant).Epochs * 3, epochs); // every epoch once: none was repeated
        Assert.Empty(Directory.GetFiles(Folder["stopped"], "checkpoint*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_its_fold_restarts()
    {
        Run("whole", ToyCohort.Options);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Run("hurt", ToyCohort.Options, workers: 1, observer: new Witness { AfterEpoch = stop.Cancel }, cancellation: stop.Token));
        string checkpoint = Folder["hurt", "folds", "S2", "checkpoint"];
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
    public void A_damaged_file_of_a_fold_is_named_and_the_fold_recomputed(string file)
    {
        Run("whole", ToyCohort.Options);
        Run("hurt", ToyCohort.Options);
        string path = Folder["hurt", "folds", "S3", file];
        File.WriteAllText(path, File.ReadAllText(path)[..^20]);
        var witness = new Witness();
        Run("hurt", ToyCohort.Options, resume: true, observer: witness);
        Assert.Contains(witness.Notes, n => n.Contains(path, StringComparison.Ordinal) && n.EndsWith("Fold S3 is computed again.", StringComparison.Ordinal));
        Assert.Equal(3, witness.Epochs);
        AssertSameBytes("whole", "hurt");
    }

    [Theory]
    [InlineData("dropout", "sensors.csv", "bvp,", "eda,")]
    [InlineData("running", "starts.csv", "stress,", "amusement,")]
    public void Damaged_scores_of_a_kind_of_run_are_named_and_the_fold_recomputed(string variant, string file, string old, string damaged)
    {
        Run("whole", Variant(variant));
        Run("hurt", Variant(variant));
        string path = Folder["hurt", "folds", "S3", file];
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, damaged, StringComparison.Ordinal));
        var witness = new Witness();
        Run("hurt", Variant(variant), resume: true, observer: witness);
        Assert.Contains(witness.Notes, n => n.Contains(path, StringComparison.Ordinal) && n.EndsWith("Fold S3 is computed again.", StringComparison.Ordinal));
        AssertSameBytes("whole", "hurt");
    }

    [Fact]
    public void A_fold_of_an_earlier_version_is_complete()
    {
        Run("run", ToyCohort.Options);
        string history = Folder["run", "folds", "S3", "history.json"];
        JsonObject json = JsonNode.Parse(File.ReadAllBytes(history))!.AsObject();
        foreach (string file in new[] { "attention.csv", "quality.csv", "examples.safetensors" })
        {
            Assert.True(json["sha256"]!.AsObject().Remove(file));
            File.Delete(Folder["run", "folds", "S3", file]);
        }

        File.WriteAllText(history, json.ToJsonString());
        var witness = new Witness();
        Run("run", ToyCohort.Options, resume: true, observer: witness);
        Assert.Equal((0, 0), (witness.Epochs, witness.Notes.Count(n => n.Contains("computed again", StringComparison.Ordinal))));
        var fold = new FoldFolder(Folder["run"], "S3");
        Assert.Null(fold.ReadAttention(fold.Load()!.Predictions));
        Assert.Null(fold.ReadQuality());
        Assert.Empty(fold.ReadExamples(fold.Load()!.Predictions));
    }

    [Fact]
    public void A_finished_run_resumes_without_training()
    {
        byte[] before = ResultOf(Run("run", ToyCohort.Options));
        var witness = new Witness();
        Assert.Equal(before, ResultOf(Run("run", ToyCohort.Options, resume: true, observer: witness)));
        Assert.Equal(0, witness.Epochs);
    }

    private static void Flip(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
