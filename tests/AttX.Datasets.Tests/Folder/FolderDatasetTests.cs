using AttX.Datasets.Catalogue;
using AttX.Formats;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Tests.Folder;

public sealed class FolderDatasetTests : IDisposable
{
    private const string CsvLabels = """{"from": "csv", "file": "labels.csv"}""";

    private readonly StudyFolder _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Recordings_and_a_table_of_labels_are_a_dataset()
    {
        _study.Recording("P10.csv").Recording("P2.csv").Json("\"{subject}.csv\"", CsvLabels, """, "name": "My study" """)
            .With("labels.csv", "subject;start (s);end (s);label\nP2;0;20;rest\nP2;30;50;sums\nP10;0;60;rest\n");
        IDataset data = DatasetCatalogue.Default.Open(_study.Path);
        Assert.Equal(("My study", "wrist"), (data.Name, Assert.Single(data.Devices).Info().Name));
        Assert.Equal(["P2", "P10"], data.Subjects);
        Assert.Equal("load (low, high)", Assert.Single(data.Tasks).ToString());
        Assert.Equal([("BVP", 1), ("EDA", 1)], data.Describe("P2").Select(s => (s.Name, s.Columns)));
        Recording recording = data.Read("P2", Device.Wrist, [Modality.Bvp, Modality.Eda]);
        Assert.Equal((20, 20, "P2"), (recording.Labels.SecondsOf("rest"), recording.Labels.SecondsOf("sums"), recording.Subject));
        Assert.Equal(60, recording.Channels[1].DurationSeconds);
        Assert.Equal(["rest", "sums"], data.Read("P10", Device.Wrist, []).Labels.Legend.Labels);
        Assert.Equal(["P2", "P10"], DatasetCatalogue.Default.OpenRecordings(Path.Combine(_study.Path, "dataset.json"), new FormatOptions()).Select(r => r.Name));
    }

    [Fact]
    public void Several_files_of_a_subject_are_one_recording_with_a_gap_and_labels_by_the_clock()
    {
        _study.Recording("A/one.csv", clock: 0).Recording("A/two.csv", clock: 90).Json("\"{subject}/*.csv\"", CsvLabels, tasks: StudyFolder.Task)
            .With("labels.csv", $"subject,onset,duration,trial_type\nA,{StudyFolder.Clock(10)},20,rest\nA,{StudyFolder.Clock(100)},20,sums\nA,{StudyFolder.Clock(200)},20,sums\n");
        Recording recording = _study.Open().Read("A", Device.Wrist, [Modality.Bvp]);
        Assert.Equal(150, recording.Channels[0].DurationSeconds);
        Assert.Equal(30 * 8, recording.Channels[0].Samples.Count(double.IsNaN));
        Assert.Equal([("rest", 1000, 3000), ("sums", 10000, 12000)], recording.Labels.Runs().Where(r => r.Label != null).Select(r => (r.Label!, r.Start, r.End)));
        Assert.Contains("A: 20 s of labels (sums) lie outside the recording, and are left out.", recording.Notes);
        Assert.Contains("2 files are joined by their clocks.", recording.Notes);
    }

    [Fact]
    public void Notes_name_labels_of_no_task_and_other_rates()
    {
        _study.Recording("A.csv").Recording("B.csv", rateHz: 16).Json("""{"B": "B.csv", "A": ["A.csv"]}""", CsvLabels)
            .With("labels.csv", "start,label\n0,rest\n20,sum\n40,break\n");
        IDataset data = _study.Open();
        Assert.Equal(["A", "B"], data.Subjects);
        Recording recording = data.Read("B", Device.Wrist, [Modality.Eda]);
        Assert.Equal(
            ["labels.csv has no column of subjects: its labels hold for all.", "The label 'break' is in no task and left out.",
                "The label 'sum' is in no task and left out; did you mean 'sums'?", "B: EDA is sampled at 16 Hz, and at 8 Hz in A: both are resampled to the windows' rate."],
            recording.Notes);
        Assert.Equal((20, 20, 20), (recording.Labels.SecondsOf("rest"), recording.Labels.SecondsOf("sum"), recording.Labels.SecondsOf("break")));
    }

    [Fact]
    public void The_stamp_follows_every_file_that_counts()
    {
        _study.Recording("A.csv").Recording("B.csv").Json("\"{subject}.csv\"", CsvLabels).With("labels.csv", "start,label\n0,rest\n");
        HashSet<string> stamps = [_study.Open().Stamp("A")];
        _study.With("labels.csv", "start,label\n0,rest\n9,sums\n");
        stamps.Add(_study.Open().Stamp("A"));
        _study.Json("\"{subject}.csv\"", CsvLabels, """, "units": {"eda": "nS"} """);
        stamps.Add(_study.Open().Stamp("A"));
        _study.Recording("A.csv", seconds: 61);
        stamps.Add(_study.Open().Stamp("A"));
        Assert.Equal(4, stamps.Count);
        Assert.DoesNotContain(_study.Open().Stamp("B"), stamps);
    }

    [Fact]
    public void What_an_option_would_say_is_a_key_of_dataset_json()
    {
        _study.With("A.csv", "time_s,pulse,eda\n0,1,2\n1,2,3\n2,3,4\n").Json("\"{subject}.csv\"", CsvLabels).With("labels.csv", "start,label\n0,rest\n");
        Assert.EndsWith("For --unit, dataset.json has the key \"units\".", Refusal(Modality.Eda));
        Assert.EndsWith("For --column, dataset.json has the key \"columns\".", Refusal(Modality.Bvp));
        _study.Json("\"{subject}.csv\"", CsvLabels, """, "units": {"eda": "nS"}, "columns": {"bvp": "pulse"}, "timeColumn": "time_s", "timeUnit": "ms", "format": "csv" """);
        Recording recording = _study.Open().Read("A", Device.Wrist, [Modality.Bvp, Modality.Eda]);
        Assert.Equal((1000, 0.003), (recording.Channels[0].SamplingRateHz, recording.Channels[1].Samples[1]));
        _study.Json("\"{subject}.csv\"", CsvLabels, """, "units": {"eda": "nS"}, "rate": 2 """);
        Assert.Equal(2, _study.Open().Read("A", Device.Wrist, [Modality.Eda]).Channels[0].SamplingRateHz);
    }

    private string Refusal(Modality modality) =>
        Assert.Throws<InvalidDataException>(() => _study.Open().Read("A", Device.Wrist, [modality])).Message;
}
