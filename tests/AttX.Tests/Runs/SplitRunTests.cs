using AttX.Datasets;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Runs;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Tests.Windows;

namespace AttX.Tests.Runs;

/// <summary>Tests of runs whose folds test several subjects, and of runs on several datasets.</summary>
public sealed class SplitRunTests : ExperimentRuns
{
    private static readonly CombinedDataset Two = new([new DatasetPart("a", Cohort), new DatasetPart("b", new OtherLabels("P1", "S3"))]);

    public static TheoryData<string> Splits => ["group-k-fold:2", "leave-one-dataset-out", "a>b"];

    [Theory]
    [MemberData(nameof(Splits))]
    public void A_run_ends_in_the_same_bytes_however_it_was_interrupted_and_shared_out(string split)
    {
        ExperimentOptions options = With(split);
        ExperimentResult whole = Run("whole", options, workers: 2, cohort: Two);
        Assert.Throws<OperationCanceledException>(() =>
        {
            using var stop = new CancellationTokenSource();
            Run("stopped", options, workers: 1, observer: new Witness { AfterEpoch = stop.Cancel }, cohort: Two, cancellation: stop.Token);
        });
        Run("stopped", options, workers: 1, resume: true, cohort: Two);
        AssertSameBytes("whole", "stopped");
        Assert.Empty(Directory.GetFiles(Folder["stopped", "models"], "checkpoint*", SearchOption.AllDirectories));
        StoredRun stored = StoredRun.Read(Folder["whole"]);
        Assert.Equal(whole.Folds.Select(f => f.Subject), stored.Subjects);
        Assert.All(stored.Folds, fold => Assert.Equal(FoldProgress.Done, stored.Progress(fold)));
        Assert.Equal(stored.Folds.Select(f => f.Name).Order(), Directory.GetDirectories(Folder["whole", "models"]).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("folds/b.P1/predictions.csv")]
    [InlineData("folds/b.S3/attention.csv")]
    [InlineData("models/trained-on-a/model.safetensors")]
    [InlineData("models/trained-on-a/history.json")]
    public void A_lost_file_is_computed_again(string file)
    {
        Run("whole", With("a>b"), cohort: Two);
        Run("hurt", With("a>b"), cohort: Two);
        File.Delete(Folder[["hurt", .. file.Split('/')]]);
        Run("hurt", With("a>b"), resume: true, cohort: Two);
        AssertSameBytes("whole", "hurt");
    }

    [Fact]
    public void Inside_one_of_several_datasets_the_predictions_are_those_of_it_alone()
    {
        Run("alone", ToyCohort.Options);
        Run("inside", With("a>a"), cohort: Two);
        foreach (string subject in Cohort.Subjects)
            Assert.Equal(
                StoredRun.Read(Folder["alone"]).Fold(subject)!.Predictions.ToCsv().Replace($"{subject},", $"a.{subject},", StringComparison.Ordinal),
                StoredRun.Read(Folder["inside"]).Fold($"a.{subject}")!.Predictions.ToCsv());
    }

    [Fact]
    public void Labels_of_each_dataset_make_the_classes_of_the_first_by_name()
    {
        Run("run", With("a>b"), cohort: Two);
        Predictions own = StoredRun.Read(Folder["run"]).Fold("b.P1")!.Predictions;
        // "sums", the first class there, is the middle third of the recording.
        Assert.All(own.Items, p => Assert.Equal(p.StartSeconds is >= 20 and < 40 ? 1 : 0, p.Label));
    }

    [Fact]
    public void The_only_device_of_a_dataset_is_used_and_said()
    {
        var witness = new Witness();
        var chest = new CombinedDataset([new DatasetPart("a", new OtherLabels("P1", "P2")), new DatasetPart("b", new OtherLabels("P3") { Only = Device.Chest })]);
        Run("run", With("a>b") with { Modalities = [Modality.Eda], Task = chest.Tasks[0] }, observer: witness, cohort: chest);
        Assert.Contains("b has no wrist device: its chest is used.", witness.Notes);
    }

    [Fact]
    public void The_same_name_is_said_and_the_same_recording_refused()
    {
        var witness = new Witness();
        Run("run", With("a>b"), observer: witness, cohort: Two);
        Assert.Contains("S3: a name in a and b. If that is the same person, leave one out with --subjects.", witness.Notes);
        var twins = new CombinedDataset([new DatasetPart("a", Cohort), new DatasetPart("b", new OtherLabels("S2") { Version = 0 })]);
        Assert.StartsWith("a.S2 and b.S2 are the same recording",
            Assert.Throws<InvalidDataException>(() => Run("twins", With("a>b"), cohort: twins)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_classes_are_an_error_that_lists_both()
    {
        var other = new CombinedDataset([new DatasetPart("a", Cohort), new DatasetPart("b", new OtherLabels("P1") { Classes = ["low", "high"] })]);
        string message = Assert.Throws<InvalidDataException>(() => Run("run", With("a>b"), cohort: other)).Message;
        Assert.Contains("a has the task stress (non-stress, stress), b stress (low, high)", message);
    }

    [Fact]
    public void A_tested_subject_may_lack_the_positive_class_unless_it_is_left_out_alone()
    {
        var witness = new Witness();
        var calm = new ToyCohort("S2", "S3", "S10") { Calm = "S10" };
        ExperimentResult result = Run("groups", With("group-k-fold:2"), observer: witness, cohort: calm);
        Assert.All(result.Folds, f => Assert.True(double.IsFinite(f.Scores.MacroF1)));
        Assert.Contains(witness.Notes, n => n.StartsWith("S10: no window of class stress", StringComparison.Ordinal));
        Assert.Throws<InvalidDataException>(() => Run("loso", ToyCohort.Options, cohort: calm));
    }

    [Fact]
    public void A_changed_split_of_the_same_folder_is_refused()
    {
        Run("run", With("a>b"), cohort: Two);
        Assert.Contains("split: a>b in the run, b>a asked for",
            Assert.Throws<OptionsException>(() => Run("run", With("b>a"), resume: true, cohort: Two)).Message);
    }

    [Theory]
    [InlineData("\"a.S3\"", "\"b.S3\"")]
    [InlineData("\"datasets\"", "\"dataset\"")]
    [InlineData("\"windows\": {\n    \"a.S2\"", "\"windows\": {\n    \"a.S1\"")]
    public void A_damaged_list_of_datasets_or_windows_is_one_error(string text, string other)
    {
        Run("run", With("leave-one-dataset-out"), cohort: Two);
        string file = Folder["run", "run.json"], json = File.ReadAllText(file);
        int last = json.LastIndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(file, json[..last] + other + json[(last + text.Length)..]);
        Assert.Contains("damaged, the run cannot be resumed", Assert.Throws<InvalidDataException>(() => StoredRun.Read(Folder["run"])).Message);
    }

    private static ExperimentOptions With(string split) => ToyCohort.Options with { Split = Split.Parse(split) };

    /// <summary>The toy cohort under other labels: the same two classes, named alike, in the other order.</summary>
    private sealed class OtherLabels(params string[] subjects) : IDataset
    {
        public IReadOnlyList<string> Classes { get; init; } = ["stress", "non-stress"];

        public ulong Version { get; init; } = 7;

        public Device Only { get; init; } = Device.Wrist;

        private ToyCohort Inner => new(subjects) { Version = Version };

        public string Name => "other";

        public IReadOnlyList<string> Subjects => subjects;

        public IReadOnlyList<Device> Devices => [Only];

        public IReadOnlyList<ClassificationTask> Tasks => [new("stress", Classes, [("sums", Classes[0]), ("rest", Classes[1])])];

        public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
        {
            Recording recording = Inner.Read(subject, device, modalities);
            string?[] names = [.. recording.Labels.Legend.Names.Select(n => n switch { "stress" => "sums", "baseline" => "rest", _ => null })];
            return recording with { Labels = new LabelTrack(recording.Labels.SamplingRateHz, recording.Labels.Codes, new LabelLegend(names)) };
        }

        public IReadOnlyList<SignalDescription> Describe(string subject) => [];

        public string Stamp(string subject) => $"other {Inner.Stamp(subject)}";
    }
}
