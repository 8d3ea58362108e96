using AttX.Evaluation;
using AttX.Ground;
using AttX.Inference;
using AttX.ModelFiles;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Testing;
using AttX.Tests.Runs;

namespace AttX.Tests.Inference;

public sealed class RecordingPredictorTests(TrainedFolds folds) : IClassFixture<TrainedFolds>, IDisposable
{
    private static readonly Modality[] Wrist = [Modality.Bvp, Modality.Eda];
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    private Ensemble Model(string variant = "both") => Ensemble.Load(folds.Fold(variant));

    private static Recording Recording(string subject = "S2", Device device = Device.Wrist) =>
        TrainedFolds.Cohort.Read(subject, device, device == Device.Wrist ? Wrist : [Modality.Ecg, Modality.Eda]);

    private RecordingPrediction Predict(Ensemble model, Recording recording, int workers = 2, CalibrationStretch? baseline = null) =>
        new RecordingPredictor(model, recording.Device, baseline).Predict(recording, workers, _notes.Add, CancellationToken.None);

    [Theory]
    [InlineData("train")]
    [InlineData("train-weighted")]
    [InlineData("context")]
    public void Windows_standardised_by_training_statistics_are_predicted_as_in_evaluation(string variant)
    {
        Ensemble model = Model(variant);
        Predictions evaluated = new ModelEvaluation(TrainedFolds.Cohort, model) { Subjects = ["S2"] }
            .Run(_ => { }, _ => { }, CancellationToken.None).Subjects[0].Predictions;
        RecordingPrediction whole = Predict(model, Recording());
        int compared = 0;
        foreach (Prediction expected in evaluated.Items)
            if (whole.Windows.Single(w => w.StartSeconds == expected.StartSeconds) is { Class: { } predicted } window)
            {
                Assert.Equal(expected.Predicted, predicted);
                Assert.Equal(expected.Probabilities, window.Probabilities);
                compared++;
            }

        Assert.True(compared > evaluated.Items.Count / 2, $"{compared} of {evaluated.Items.Count} windows have an estimate");
        Assert.True(whole.Windows.Count > evaluated.Items.Count);
    }

    [Fact]
    public void A_fully_labelled_recording_is_predicted_as_in_evaluation()
    {
        Ensemble model = Model();
        Recording recording = Recording();
        recording = recording with { Labels = recording.Labels with { Codes = [.. recording.Labels.Codes.Select(_ => (byte)1)] } };
        (Predictions expected, AttentionCourse? attention) = model.Predict(new Preprocessor(model.Options.Preprocessing()).Process(recording));
        RecordingPrediction whole = Predict(model, recording);
        Assert.Equal(expected.Items.Select(p => p.StartSeconds), whole.Windows.Select(w => w.StartSeconds));
        Assert.Contains(whole.Windows, w => w.Class != null);
        foreach ((Prediction item, AttentionPoint point, WindowEstimate window) in expected.Items.Zip(attention!.Rows, whole.Windows).Where(x => x.Third.Class != null))
        {
            Assert.Equal(item.Predicted, window.Class);
            Assert.Equal(item.Probabilities.Concat(point.Theta), window.Probabilities.Concat(window.Theta));
        }

        Assert.Equal(attention.Columns, new RecordingPredictor(model).Form.Attention.Select(c => c with { Modality = null }));
    }

    [Fact]
    public void A_window_with_a_quality_flag_has_no_estimate_and_no_number()
    {
        Recording recording = Recording();
        recording.Channels[0].Samples[64 * 30] = double.NaN;
        RecordingPrediction prediction = Predict(Model(), recording);
        Assert.All(prediction.Windows, w => Assert.Equal(w.Flaws == QualityFlags.None, w.Class != null));
        Assert.All(prediction.Windows.Where(w => w.Class == null), w => Assert.Empty(w.Probabilities.Concat(w.Theta)));
        Assert.Equal([29, 30], prediction.Windows.Where(w => w.Flaws.HasFlag(QualityFlags.Gap)).Select(w => w.StartSeconds));
        Assert.Contains(prediction.Windows, w => w.Class != null);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1.5)]
    public void A_recording_without_signal_gets_no_estimate_at_all(double value)
    {
        Recording recording = Recording();
        recording.Channels[1].Samples.AsSpan().Fill(value);
        Assert.All(Predict(Model(), recording).Windows, w => Assert.Null(w.Class));
    }

    [Fact]
    public void A_signal_beyond_single_precision_gets_no_estimate()
    {
        Recording recording = Recording();
        Channel huge = recording.Channels[0] with { Samples = [.. recording.Channels[0].Samples.Select(x => x * 1e300)] };
        RecordingPrediction prediction = Predict(Model("train"), recording with { Channels = [huge, recording.Channels[1]] });
        Assert.All(prediction.Windows, w => Assert.True(w.Class == null && w.Flaws != QualityFlags.None));
    }

    [Fact]
    public void Another_device_is_noted_and_what_does_not_fit_is_refused()
    {
        Ensemble chest = Model("chest"), train = Model("train");
        Assert.Null(new RecordingPredictor(chest).Note);
        var onWrist = new RecordingPredictor(chest, Device.Wrist);
        Assert.Equal("The model was trained on chest ecg,eda, and is used on wrist bvp,eda: the cardiac branch gets another signal than it knows.", onWrist.Note);
        Assert.Equal(Wrist, onWrist.Modalities);
        Assert.Contains("which do not fit another device", Assert.Throws<OptionsException>(() => new RecordingPredictor(train, Device.Chest)).Problems[0]);
        Assert.Contains("--baseline would be ignored", Assert.Throws<OptionsException>(() => new RecordingPredictor(chest, baseline: new(0, 9))).Problems[0]);
    }

    [Fact]
    public void A_model_that_normalises_by_the_baseline_requires_one()
    {
        TrainedModel trained = TrainedModel.Load(folds.Model());
        var model = new Ensemble([trained with { Metadata = trained.Metadata with { Options = trained.Metadata.Options with { Normalisation = Normalisation.Baseline } } }]);
        Assert.Contains("such as --baseline 0-300", Assert.Throws<OptionsException>(() => new RecordingPredictor(model)).Problems[0]);
        RecordingPrediction early = Predict(model, Recording(), baseline: new(0, 10)), late = Predict(model, Recording(), baseline: new(20, 40));
        Assert.NotEqual(early.Windows.First(w => w.Class != null).Probabilities, late.Windows.First(w => w.Class != null).Probabilities);
    }

    [Fact]
    public void The_output_does_not_depend_on_the_number_of_workers()
    {
        Run("one.csv", 1, "S2", "S3", "S10");
        Run("four.csv", 4, "S2", "S3", "S10");
        Run("many.csv", 64, "S2", "S3", "S10");
        byte[] one = File.ReadAllBytes(_folder["one.csv"]);
        Assert.Equal(one, File.ReadAllBytes(_folder["four.csv"]));
        Assert.Equal(one, File.ReadAllBytes(_folder["many.csv"]));
    }

    [Fact]
    public void The_file_has_one_line_per_window_in_the_order_of_the_recordings()
    {
        IReadOnlyList<RecordingOutcome> outcomes = Run("a.csv", 4, "S10", "S2");
        string[] lines = File.ReadAllLines(_folder["a.csv"]);
        Assert.Equal("recording,start_s,end_s,estimate,p_non-stress,p_stress,quality,label,basis,attx1_bvp,attx1_eda,attx2_bvp,attx2_eda", lines[0]);
        Assert.Equal(["S10", "S2"], outcomes.Select(o => o.Recording));
        WindowEstimate[] windows = [.. outcomes.SelectMany(o => o.Prediction!.Windows)];
        Assert.Equal(windows.Length, lines.Length - 1);
        foreach ((string line, WindowEstimate window) in lines[1..].Zip(windows))
        {
            string[] cells = line.Split(',');
            Assert.Equal([$"{window.StartSeconds}", $"{window.StartSeconds + 2}"], cells[1..3]);
            Assert.Equal(window.Class is { } c ? new[] { "non-stress", "stress" }[c] : "no estimate", cells[3]);
            Assert.Equal(window.Flaws.ToTag(), cells[6]);
            Assert.Equal(window.Probabilities.Concat(window.Theta), cells[4..6].Concat(cells[9..]).Where(x => x.Length > 0).Select(float.Parse));
        }

        Assert.Contains(lines, line => line.Contains(",no estimate,,,stepping,", StringComparison.Ordinal));
        Assert.Equal(["", "amusement", "baseline", "stress"], lines[1..].Select(line => line.Split(',')[7]).Distinct().Order());
    }

    [Fact]
    public void A_name_that_would_break_the_lines_is_quoted()
    {
        Run("a.csv", 1, ("a,\"b\"", Recording("S2")));
        Assert.StartsWith("\"a,\"\"b\"\"\",0,2,", File.ReadAllLines(_folder["a.csv"])[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_that_fails_is_left_out_and_the_others_continue()
    {
        Recording brief = Recording("S3");
        brief = brief with { Channels = [.. brief.Channels.Select(c => c with { Samples = c.Samples[..c.SamplingRateHz] })] };
        IReadOnlyList<RecordingOutcome> outcomes = Run("a.csv", 4, ("S3", brief), ("S2", Recording()));
        Assert.Equal("S3: too short: its signals cover 1 s together, and a window is 2 s long.", outcomes[0].Error!.Message);
        Assert.Null(outcomes[0].Prediction);
        Assert.All(File.ReadAllLines(_folder["a.csv"])[1..], line => Assert.StartsWith("S2,", line, StringComparison.Ordinal));
        Assert.Contains("too short", Assert.Throws<InvalidDataException>(() => Run("b.csv", 1, ("S3", brief))).Message);
        Assert.Contains("None of the 2 recordings", Assert.Throws<InvalidDataException>(() => Run("b.csv", 1, ("S3", brief), ("S4", brief))).Message);
        Assert.Equal([_folder["a.csv"]], Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void A_slip_of_the_program_ends_the_recording_that_meets_it_and_no_other()
    {
        List<RecordingOutcome> outcomes = [];
        PendingRecording[] recordings = [new("S3", () => throw new OverflowException("A slip.")), new("S4", () => throw new OptionsException(["no"])), new("S2", () => Recording())];
        new PredictionBatch(new RecordingPredictor(Model()), recordings).Run(_folder["a.csv"], _ => { }, outcomes.Add, CancellationToken.None);
        Assert.Equal(["unexpected OverflowException: A slip. Please report it.", "no", null], outcomes.Select(o => o.Error?.Message));
        Assert.All(File.ReadAllLines(_folder["a.csv"])[1..], line => Assert.StartsWith("S2,", line, StringComparison.Ordinal));
    }

    [Fact]
    public void An_interrupted_prediction_leaves_no_file()
    {
        using var stop = new CancellationTokenSource();
        var batch = new PredictionBatch(new RecordingPredictor(Model()), [new("S2", () => Recording()), new("S3", () => Recording("S3"))]) { Workers = 1 };
        Assert.ThrowsAny<OperationCanceledException>(() => batch.Run(_folder["a.csv"], _ => { }, _ => stop.Cancel(), stop.Token));
        Assert.Empty(Directory.GetFiles(_folder.FullPath));
    }

    [Theory]
    [InlineData("dropout")]
    [InlineData("dropout-train")]
    public void A_recording_that_lacks_a_sensor_is_predicted_from_the_others(string variant)
    {
        Ensemble model = Model(variant);
        Recording whole = Recording();
        WindowSet windows = model.Standardise(new Preprocessor(model.Options.Preprocessing()).ProcessWhole(whole));
        var predictor = new EnsemblePredictor(model) { Hidden = [1] };
        RecordingPrediction lacking = Predict(model, whole with { Channels = [whole.Channels[0]] });
        Assert.Equal(windows.Count, lacking.Windows.Count);
        Assert.Contains(lacking.Windows, w => w.Class != null);
        foreach ((int w, WindowEstimate estimate) in lacking.Windows.Index().Where(w => w.Item.Class != null))
        {
            Assert.Equal(predictor.Predict(windows, w).Probabilities, estimate.Probabilities);
            Assert.Equal(("bvp", QualityFlags.None), (estimate.Sensors, estimate.Flaws));
            Assert.Equal([1, 0, 1, 0], estimate.Theta);
        }

        Assert.Contains("S2: lacks eda; its estimates rest on bvp.", _notes);
        Assert.Equal([Modality.Bvp], lacking.Signals.Select(s => s.Modality));
    }

    [Theory]
    [InlineData("stops")]
    [InlineData("falls off")]
    [InlineData("ends")]
    public void Windows_without_a_signal_of_one_sensor_rest_on_the_others(string way)
    {
        Recording recording = Recording();
        Channel eda = recording.Channels[1];
        double[] skin = way == "ends" ? eda.Samples[..120] : [.. eda.Samples];
        skin.AsSpan(120).Fill(way == "stops" ? double.NaN : 0);
        RecordingPrediction both = Predict(Model("dropout"), recording), prediction = Predict(Model("dropout"), recording with { Channels = [recording.Channels[0], eda with { Samples = skin }] });
        Assert.Equal(both.Windows.Count, prediction.Windows.Count);
        WindowEstimate[] estimates = [.. prediction.Windows.Where(w => w.Class != null)];
        Assert.All(estimates, w => Assert.Equal(w.StartSeconds < 29 ? "bvp+eda" : "bvp", w.Sensors));
        Assert.Equal(["bvp", "bvp+eda"], estimates.Select(w => w.Sensors).Distinct().Order());
        Assert.True(estimates.Length >= both.Windows.Count(w => w.Class != null));
        Assert.Equal(estimates.Length, EstimateSummary.Of(prediction, new RecordingPredictor(Model("dropout")).Form).Sensors.Sum(s => s.Count));
    }

    [Fact]
    public void Without_any_sensor_or_by_a_model_that_needs_all_there_is_no_estimate()
    {
        Recording recording = Recording(), flat = recording with { Channels = [.. recording.Channels.Select(c => c with { Samples = new double[c.Length] })] };
        Assert.All(Predict(Model("dropout"), flat).Windows, w => Assert.True(w.Class == null && w.Sensors.Length == 0 && w.Flaws.HasFlag(QualityFlags.FlatLine)));
        Recording lacking = recording with { Channels = [recording.Channels[0]] };
        Assert.Contains("there is no wrist/EDA", Assert.Throws<InvalidDataException>(() => Predict(Model(), lacking)).Message);
        Assert.Contains("there is no wrist/BVP", Assert.Throws<InvalidDataException>(() => Predict(Model("dropout"), recording with { Channels = [] })).Message);
    }

    [Fact]
    public void The_file_of_a_model_that_can_miss_sensors_names_them()
    {
        var batch = new PredictionBatch(new RecordingPredictor(Model("dropout")), [new("S2", () => Recording())]);
        batch.Run(_folder["a.csv"], _ => { }, _ => { }, CancellationToken.None);
        string[] lines = File.ReadAllLines(_folder["a.csv"]);
        Assert.Equal("recording,start_s,end_s,estimate,p_non-stress,p_stress,quality,label,sensors,basis,attx1_bvp,attx1_eda,attx2_bvp,attx2_eda", lines[0]);
        Assert.All(lines[1..], line => Assert.Equal(line.Contains("no estimate", StringComparison.Ordinal) ? "" : "bvp+eda", line.Split(',')[8]));
    }

    private IReadOnlyList<RecordingOutcome> Run(string file, int workers, params string[] subjects) =>
        Run(file, workers, [.. subjects.Select(s => (s, Recording(s)))]);

    private List<RecordingOutcome> Run(string file, int workers, params (string Name, Recording Recording)[] recordings)
    {
        var outcomes = new List<RecordingOutcome>();
        new PredictionBatch(new RecordingPredictor(Model()), [.. recordings.Select(r => new PendingRecording(r.Name, () => r.Recording))]) { Workers = workers }
            .Run(_folder[file], _ => { }, outcomes.Add, CancellationToken.None);
        return outcomes;
    }
}
