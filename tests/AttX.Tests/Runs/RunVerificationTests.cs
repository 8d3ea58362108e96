using AttX.Datasets;
using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Recipes;
using AttX.Runs;
using AttX.Tests.Windows;
using AttX.Windows;

namespace AttX.Tests.Runs;

/// <summary>Tests that a run is computed again to the byte, and that whatever was changed in its folder is found.</summary>
public sealed class RunVerificationTests : ExperimentRuns
{
    [Theory]
    [MemberData(nameof(Variants))]
    public void A_run_is_what_the_data_and_its_models_make(string variant)
    {
        Run("run", Variant(variant));
        Assert.All(Verify(retrain: "S3"), AssertSame);
    }

    [Fact]
    public void Folds_of_several_subjects_and_choices_are_verified_too()
    {
        var four = new ToyCohort("S2", "S3", "S4", "S10");
        Run("run", ToyCohort.Options with { Split = Split.Parse("group-k-fold:2"), Select = SelectionGrid.Parse("learning-rate=0.001|0.01"), Epochs = 1 }, cohort: four);
        string fold = StoredRun.Read(Folder["run"]).Folds[0].Name;
        IReadOnlyList<VerifiedPart> parts = Verify(retrain: fold, four);
        Assert.All(parts, AssertSame);
        Assert.Contains(parts, part => part.Name.EndsWith("trained again", StringComparison.Ordinal) && part.Detail.Contains("model.safetensors", StringComparison.Ordinal));
    }

    [Fact]
    public void A_prediction_that_was_changed_is_found_by_file_row_and_both_values()
    {
        Run("run", ToyCohort.Options);
        FoldFolder folder = StoredRun.Read(Folder["run"]).Files("S3");
        Predictions before = folder.Load()!.Predictions;
        Prediction second = before.Items[1];
        Forge("S3", test => test with { Predictions = before with { Items = [before.Items[0], second with { Predicted = 1 - second.Predicted }, .. before.Items.Skip(2)] } });
        VerifiedPart part = Assert.Single(Verify(), p => p.Name == "S3");
        Assert.Equal((VerificationOutcome.Differs, $"predictions.csv: row 3, prediction: {1 - second.Predicted} in the file, {second.Predicted} computed"), (part.Outcome, part.Detail));
    }

    [Fact]
    public void A_model_that_no_training_makes_is_found_by_training_again_alone()
    {
        Run("run", ToyCohort.Options);
        Forge("S3", test => test, net => net.Arena.Parameters[0].Values[0] += 0.25f);
        Assert.Equal(VerificationOutcome.Same, Verify().Single(p => p.Name == "S3").Outcome);
        VerifiedPart again = Verify(retrain: "S3").Single(p => p.Name == "S3 trained again");
        Assert.Equal(VerificationOutcome.Differs, again.Outcome);
        Assert.Contains("computed", again.Detail);
    }

    [Fact]
    public void A_fold_of_another_run_is_found_by_its_models_own_options()
    {
        Run("run", ToyCohort.Options);
        Run("other", ToyCohort.Options with { Seed = 2 });
        foreach (string file in Directory.GetFiles(Folder["other", "folds", "S2"]))
            File.Copy(file, Path.Combine(Folder["run", "folds", "S2"], Path.GetFileName(file)), overwrite: true);
        Assert.Contains("the model is of another run (seed: 2 in the model, 1 asked for)", Verify().Single(p => p.Name == "S2").Detail);
    }

    [Fact]
    public void Other_recordings_are_named()
    {
        Run("run", ToyCohort.Options);
        IReadOnlyList<VerifiedPart> parts = Verify(cohort: new ToyCohort("S2", "S3", "S10") { Version = 1 });
        Assert.StartsWith("run.json: S2 is ", parts.Single(p => p.Name == "recordings").Detail, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Equal(VerificationOutcome.Differs, part.Outcome));
        Assert.Contains("lacks S10", Assert.Throws<InvalidDataException>(() => Verify(cohort: new ToyCohort("S2", "S3"))).Message);
    }

    [Fact]
    public void What_is_not_there_is_not_called_the_same()
    {
        Run("run", ToyCohort.Options);
        File.Delete(Folder["run", "result.json"]);
        File.Delete(Folder["run", "folds", "S10", "predictions.csv"]);
        Assert.Equal(["S10", "result.json"], Verify().Where(p => p.Outcome == VerificationOutcome.Missing).Select(p => p.Name));
    }

    [Fact]
    public void Scores_that_were_changed_are_found()
    {
        Run("run", ToyCohort.Options);
        string path = Folder["run", "result.json"], text = File.ReadAllText(path), line = text.Split('\n').First(l => l.Contains("accuracy", StringComparison.Ordinal));
        File.WriteAllText(path, text.Replace(line, "      \"accuracy\": 0.99,", StringComparison.Ordinal));
        Assert.Contains("\"accuracy\": 0.99, in the file, ", Verify().Single(p => p.Name == "result.json").Detail);
    }

    private static void AssertSame(VerifiedPart part) => Assert.Equal((part.Name, VerificationOutcome.Same, part.Detail), (part.Name, part.Outcome, part.Detail));

    private IReadOnlyList<VerifiedPart> Verify(string? retrain = null, IDataset? cohort = null) =>
        new RunVerification(cohort ?? Cohort, ModelTable.Default, RecipeTable.Default) { Workers = 2 }
            .Run(StoredRun.Read(Folder["run"]), retrain == null ? [] : [retrain], new Witness(), CancellationToken.None);

    /// <summary>Changes a fold so that all its hashes fit, as somebody would who wants to be believed.</summary>
    private void Forge(string subject, Func<FoldTest, FoldTest> change, Action<AttX.Models.AttXNet>? changeModel = null)
    {
        StoredRun run = StoredRun.Read(Folder["run"]);
        FoldFolder folder = run.Files(subject);
        TrainedModel model = TrainedModel.Load(Folder["run", "folds", subject, "model.safetensors"]);
        changeModel?.Invoke(model.Network);
        var cohort = new Cohort(Cohort, cache: null, workers: 1);
        FoldTest test = FoldTest.Of(new TestedModel(new Ensemble([model])), cohort.Prepare(run.Options, new Witness(), CancellationToken.None)[subject].Windows,
            () => cohort.Unused(run.Options, _ => { })(subject), run.Options);
        folder.Save([new ModelFile(model.FileName, model.Save, folder.Load()!.Histories[model.FileName])], change(test));
    }
}
