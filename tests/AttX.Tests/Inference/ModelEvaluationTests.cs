using System.Text.Json;
using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Runs;
using AttX.Tests.Windows;
using AttX.Training;

namespace AttX.Tests.Inference;

public sealed class ModelEvaluationTests(TrainedFolds folds) : IClassFixture<TrainedFolds>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    public static TheoryData<string> Variants => TrainedFolds.Variants;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_subject_left_out_is_predicted_as_in_its_fold(string variant)
    {
        Evaluate(Ensemble.Load(folds.Fold(variant)), TrainedFolds.Cohort, subjects: ["S2"]).Save(_folder["out"]);
        Assert.Equal(
            File.ReadAllText(Path.Combine(folds.Fold(variant), "predictions.csv")),
            File.ReadAllText(_folder["out", "subjects", "S2", "predictions.csv"]));
        Assert.Equal(variant is "running" or "context", File.Exists(_folder["out", "subjects", "S2", "starts.csv"]));
        if (variant == "running")
            Assert.Equal(File.ReadAllText(Path.Combine(folds.Fold(variant), "starts.csv")), File.ReadAllText(_folder["out", "subjects", "S2", "starts.csv"]));
    }

    [Theory]
    [InlineData("dropout")]
    [InlineData("dropout-train")]
    public void A_folds_scores_without_a_sensor_are_those_of_its_model(string variant)
    {
        var fold = new FoldFolder(Path.GetFullPath(Path.Combine(folds.Fold(variant), "..", "..")), "S2");
        SensorScores scores = fold.ReadSensors(Predictions.Parse(File.ReadAllText(Path.Combine(folds.Fold(variant), "predictions.csv"))))!;
        Assert.Equal(["eda", "bvp"], scores.Rows.Select(row => row.Sensors));
        foreach ((Modality hidden, SensorScore score) in new[] { Modality.Bvp, Modality.Eda }.Zip(scores.Rows))
        {
            EvaluationResult result = Without(variant, hidden);
            ConfusionMatrix confusion = result.Scores[0].Confusion;
            Assert.Equal(new SensorScores([score]).ToCsv(), new SensorScores([new(score.Sensors, confusion)]).ToCsv());
            using JsonDocument json = JsonDocument.Parse(result.ToJson());
            Assert.Equal(OptionTable.Modalities.NameOf(hidden), json.RootElement.GetProperty("without").GetString());
        }

        Assert.DoesNotContain(_notes, note => note.Contains("--sensor-dropout", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("both")]
    [InlineData("average")]
    public void A_folds_scores_without_a_modality_are_those_of_its_model_on_zeros(string variant)
    {
        var fold = new FoldFolder(Path.GetFullPath(Path.Combine(folds.Fold(variant), "..", "..")), "S2");
        Occlusion stored = fold.ReadOcclusion(Predictions.Parse(File.ReadAllText(Path.Combine(folds.Fold(variant), "predictions.csv"))))!;
        Assert.Equal(new[] { Modality.Bvp, Modality.Eda }.Select(m => Occlusion.Of(OptionTable.Modalities.NameOf(m), Without(variant, m).Subjects[0].Predictions)), stored.Rows);
        Assert.DoesNotContain("occlusion", File.ReadAllText(Path.Combine(folds.Fold(variant), "history.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_never_missed_a_sensor_sees_zeros_and_the_scores_say_so()
    {
        Predictions without = Without("both", Modality.Eda).Subjects[0].Predictions, with = Evaluate(Ensemble.Load(folds.Fold("both")), TrainedFolds.Cohort, subjects: ["S2"]).Subjects[0].Predictions;
        Assert.NotEqual(with.ToCsv(), without.ToCsv());
        Assert.Contains(_notes, note => note.EndsWith("its network never saw a sensor missing. Zeros, the mean of a standardised signal, stand for eda.", StringComparison.Ordinal));
    }

    [Fact]
    public void In_a_decision_fusion_the_network_of_a_hidden_sensor_has_no_say()
    {
        Ensemble fusion = Ensemble.Load(folds.Fold("average"));
        WindowSet windows = new Preprocessor(fusion.Options.Preprocessing()).Process(TrainedFolds.Cohort.Read("S2", Device.Wrist, [Modality.Bvp, Modality.Eda]));
        var cardiac = new Predictor(fusion.Members[0].Network, windows.Spec.WindowSamples);
        foreach (Prediction item in Without("average", Modality.Eda).Subjects[0].Predictions.Items)
        {
            float[] alone = new float[2];
            windows.Signal(0, windows.Windows.Index().First(w => windows.StartSeconds(w.Index) == item.StartSeconds).Index).CopyTo(cardiac.Input(0));
            cardiac.Predict(alone);
            Assert.Equal(alone, item.Probabilities);
        }

        Assert.Contains("The network of eda has no say.", _notes);
    }

    [Fact]
    public void Modalities_that_cannot_be_hidden_are_refused()
    {
        Assert.Equal("--without ecg: the model does not take it; it takes bvp,eda.", Assert.Throws<OptionsException>(() => Without("dropout", Modality.Ecg)).Problems[0]);
        Assert.Equal("--without eda,bvp: leaves nothing of the model's bvp,eda to estimate from.",
            Assert.Throws<OptionsException>(() => Without("dropout", Modality.Eda, Modality.Bvp)).Problems[0]);
    }

    private EvaluationResult Without(string variant, params Modality[] hidden) =>
        new ModelEvaluation(TrainedFolds.Cohort, Ensemble.Load(folds.Fold(variant))) { Subjects = ["S2"], Without = hidden }.Run(_notes.Add, _ => { }, CancellationToken.None);

    [Fact]
    public void The_output_does_not_depend_on_the_number_of_workers()
    {
        Ensemble model = Ensemble.Load(folds.Fold("both"));
        Assert.Equal(Evaluate(model, TrainedFolds.Cohort, workers: 1).ToJson(), Evaluate(model, TrainedFolds.Cohort, workers: 3).ToJson());
    }

    [Fact]
    public void The_result_has_a_runs_form_and_lists_subjects_known_from_training()
    {
        EvaluationResult result = Evaluate(Ensemble.Load(folds.Fold("both")), TrainedFolds.Cohort);
        result.Save(_folder["out"]);
        Assert.Equal(result.ToJson(), File.ReadAllText(_folder["out", "result.json"]));
        using JsonDocument json = JsonDocument.Parse(result.ToJson());
        JsonElement root = json.RootElement;
        Assert.Equal(["S2", "S3", "S10"], root.GetProperty("folds").EnumerateArray().Select(f => f.GetProperty("subject").GetString()));
        Assert.Equal(result.Summary.Mean.MacroF1, root.GetProperty("mean").GetProperty("macroF1").GetDouble());
        Assert.Equal("none recording recording", string.Join(' ', root.GetProperty("inTraining").EnumerateObject().Select(p => p.Value.GetString())));
        Assert.Equal(Assert.Single(result.Model.Hashes).Sha256, root.GetProperty("model").GetProperty("model.safetensors").GetString());
        Assert.DoesNotContain(_folder.FullPath, result.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_knows_recordings_by_their_content_and_people_only_by_name()
    {
        Ensemble model = TrainedOn(Fingerprint("S3"), new TrainingSubject("S10"), new TrainingSubject("S2", "of another recording"));
        Assert.Equal([Familiarity.Name, Familiarity.Recording, Familiarity.Name], Evaluate(model, TrainedFolds.Cohort).Subjects.Select(s => s.Familiarity));
        Assert.Contains("Among the model's training recordings, so not scored out of sample: S3.", _notes);
        Assert.Contains("Named as the model's training subjects are, so scored out of sample only if they are other people: S2, S10.", _notes);
    }

    [Fact]
    public void A_recording_is_known_under_another_name()
    {
        Ensemble model = TrainedOn(Fingerprint("S3") with { Subject = "somebody" });
        Assert.Equal([Familiarity.None, Familiarity.Recording, Familiarity.None], Evaluate(model, TrainedFolds.Cohort).Subjects.Select(s => s.Familiarity));
    }

    [Fact]
    public void A_model_without_training_subjects_is_not_reported_as_out_of_sample()
    {
        EvaluationResult result = Evaluate(TrainedOn(null), TrainedFolds.Cohort);
        Assert.All(result.Subjects, s => Assert.Equal(Familiarity.Unknown, s.Familiarity));
        Assert.Contains(_notes, n => n.EndsWith("whether it is scored out of sample is not known.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chest_model_is_scored_on_the_wrist_on_request_with_a_note()
    {
        EvaluationResult result = Evaluate(Ensemble.Load(folds.Fold("chest")), new ToyCohort("S7"), device: Device.Wrist);
        Assert.Equal([Modality.Bvp, Modality.Eda], result.Options.Modalities);
        Assert.Contains(
            "The model was trained on chest ecg,eda, and is scored on wrist bvp,eda: the cardiac branch gets another signal than it knows.", _notes);
        Assert.Equal(Familiarity.None, Assert.Single(result.Subjects).Familiarity);
    }

    [Fact]
    public void Data_that_do_not_fit_the_model_are_refused()
    {
        Ensemble both = Ensemble.Load(folds.Fold("both")), train = Ensemble.Load(folds.Fold("train"));
        Assert.Contains("--subjects S9: not in the data", Refusal(() => Evaluate(both, TrainedFolds.Cohort, subjects: ["S9"])));
        Assert.Contains("--modalities eda: the model's inputs are bvp,eda", Refusal(() => Evaluate(both, TrainedFolds.Cohort, modalities: [Modality.Eda])));
        Assert.Contains("--modalities ecg: the wrist does not record it", Refusal(() => Evaluate(both, TrainedFolds.Cohort, modalities: [Modality.Ecg, Modality.Eda])));
        Assert.Contains("(--normalise train), which do not fit another device", Refusal(() => Evaluate(train, TrainedFolds.Cohort, device: Device.Chest)));
        Assert.Equal("S3.pkl: damaged at offset 7.",
            Assert.Throws<InvalidDataException>(() => Evaluate(both, new ToyCohort("S2", "S3") { Damaged = "S3" })).Message);
    }

    [Fact]
    public void A_folder_that_holds_results_is_refused()
    {
        EvaluationResult.RequireFree(_folder["out"]);
        Evaluate(Ensemble.Load(folds.Fold("both")), TrainedFolds.Cohort).Save(_folder["out"]);
        Assert.Contains("holds results already", Refusal(() => EvaluationResult.RequireFree(_folder["out"])));
        File.Delete(Path.Combine(_folder["out"], "result.json")); // as where the disk was full
        File.WriteAllText(Path.Combine(_folder["out"], "subjects", "S2", "starts.csv.abcdefgh.ijk.tmp"), "");
        Directory.CreateDirectory(Path.Combine(_folder["out"], "subjects", "S99"));
        EvaluationResult.RequireFree(_folder["out"]);
        Evaluate(Ensemble.Load(folds.Fold("both")), TrainedFolds.Cohort).Save(_folder["out"]);
        Assert.Equal((true, 0), (File.Exists(Path.Combine(_folder["out"], "result.json")), Directory.GetFiles(_folder["out"], "*.tmp", SearchOption.AllDirectories).Length));
        Assert.False(Directory.Exists(Path.Combine(_folder["out"], "subjects", "S99")));
        File.Delete(Path.Combine(_folder["out"], "result.json"));
        File.WriteAllText(Path.Combine(_folder["out"], "subjects", "S2", "mine.txt"), "");
        Assert.Contains("holds results already", Refusal(() => EvaluationResult.RequireFree(_folder["out"])));
        Assert.Contains("holds results already", Refusal(() => EvaluationResult.RequireFree(Path.Combine(folds.Fold("both"), "..", ".."))));
    }

    private static string Refusal(Action action) => Assert.Single(Assert.Throws<OptionsException>(action).Problems);

    private static TrainingSubject Fingerprint(string subject) =>
        new(subject, RecordingFingerprint.Of(TrainedFolds.Cohort.Read(subject, Device.Wrist, [Modality.Bvp, Modality.Eda])));

    private Ensemble TrainedOn(params TrainingSubject[]? training)
    {
        TrainedModel model = TrainedModel.Load(folds.Model());
        return new Ensemble([model with { Metadata = model.Metadata with { Training = training } }]);
    }

    private EvaluationResult Evaluate(
        Ensemble model, IDataset source, Device? device = null, IReadOnlyList<Modality>? modalities = null, string[]? subjects = null, int workers = 2) =>
        new ModelEvaluation(source, model) { Device = device, Modalities = modalities, Subjects = subjects ?? [], Workers = workers }
            .Run(Note, _ => { }, CancellationToken.None);

    private void Note(string note)
    {
        lock (_notes)
            _notes.Add(note);
    }
}
