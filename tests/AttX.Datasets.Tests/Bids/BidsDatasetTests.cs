using AttX.Datasets.Catalogue;
using AttX.Formats;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Tests.Bids;

public sealed class BidsDatasetTests : IDisposable
{
    private const string Events = "onset\tduration\ttrial_type\n0\t4\trest\n4\t4\tsums\n5.5\t0\tbutton\n";

    private readonly BidsFiles _files = new();

    private IDataset Data => DatasetCatalogue.Default.Open(_files.FullPath);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Signals_start_together_and_events_are_labels_and_marks()
    {
        _files.Signal("sub-01_task-a_recording-slow", "eda", 4, 10, startTime: -1)
            .Signal("sub-01_task-a_recording-fast", "pulse_ppg", 64, 10, startTime: 0.5)
            .Write("sub-01/beh/sub-01_task-a_events.tsv", Events)
            .Write("sub-01/sub-01_scans.tsv", "filename\tacq_time\nbeh/sub-01_task-a_recording-slow_physio.tsv.gz\t2024-05-01T10:00:00\n");
        Recording recording = Data.Read("01", Device.Wrist, [Modality.Eda, Modality.Bvp]);
        Assert.Equal((6, 34), (recording.Channels[0].Samples[0], recording.Channels[0].Length));
        Assert.Equal((0, 640), (recording.Channels[1].Samples[0], recording.Channels[1].Length));
        Assert.Equal([("rest", 0, 350), ("sums", 350, 750), (null, 750, 1000)], recording.Labels.Runs().Select(r => (r.Label, r.Start, r.End)));
        Assert.Equal(new Event(5, "button"), Assert.Single(recording.Events));
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 10, 0, 0, 500, TimeSpan.Zero), recording.Start);
        Assert.Contains(recording.Notes, note => note.StartsWith("Labels before the signals' start, 0.5 s", StringComparison.Ordinal));
        Assert.Equal("trial_type (rest, sums)", Assert.Single(Data.Tasks).ToString());
    }

    [Fact]
    public void Sidecars_are_inherited_and_say_what_cardiac_is_and_missing_samples_are_kept()
    {
        _files.Write("physio.json", """{"StartTime": 0, "SamplingFrequency": 1, "Columns": ["cardiac", "trigger"], "cardiac": {"Description": "ECG of a strap", "Units": "V"}}""")
            .Write("sub-01/ses-1/beh/sub-01_ses-1_task-a_physio.json", """{"SamplingFrequency": 2}""")
            .Write("sub-01/ses-1/beh/sub-01_ses-1_task-a_physio.tsv.gz", "0.001\t0\r\nn/a\t1\r\n0.003\t0\r\n");
        Channel ecg = Data.Read("01", Device.Chest, [Modality.Ecg]).Channels[0];
        Assert.Equal(2, ecg.SamplingRateHz);
        Assert.Equal([1, double.NaN, 3], ecg.Samples);
        Assert.Equal(["ECG", "trigger"], Data.Describe("01").Select(s => s.Name));
        Assert.Empty(Data.Tasks);
    }

    [Fact]
    public void Runs_of_a_person_are_one_subject_in_the_order_of_their_clock_and_labels_do_not_run_on()
    {
        _files.Signal("sub-01_task-a_run-2", "eda", 4, 10.5, from: 100).Signal("sub-01_task-a_run-10", "eda", 4, 10, from: 500)
            .Write("task-a_events.tsv", "onset\tduration\ttrial_type\n2\t8\tstress\n0\t2\tbaseline\n");
        Recording byName = Data.Read("01", Device.Wrist, [Modality.Eda]);
        Assert.Equal((80, 100, 500, null), (byName.Channels[0].Length, byName.Channels[0].Samples[0], byName.Channels[0].Samples[40], byName.Start));
        Assert.Equal([("baseline", 2), ("stress", 7.9), (null, 0.1), ("baseline", 2), ("stress", 8)],
            byName.Labels.Runs().Select(r => (r.Label, (double)(r.End - r.Start) / byName.Labels.SamplingRateHz)));
        Assert.Contains("2 runs are joined one after another, in the order of their names, as not all have an acq_time.", byName.Notes);
        Assert.Equal(["stress", "trial_type"], Data.Tasks.Select(t => t.Name));
        Assert.Empty(Data.Read("01", Device.Wrist, []).Channels);

        _files.Write("sub-01/sub-01_scans.tsv", "filename\tacq_time\n../../beh/sub-01_task-a_run-10_physio.tsv.gz\t2024-05-01T10:00:00Z\n" +
            "beh/sub-01_task-a_run-2_physio.tsv.gz\t2024-05-02T10:00:00Z\n");
        Assert.Equal(500, Data.Read("01", Device.Wrist, [Modality.Eda]).Channels[0].Samples[0]);
    }

    [Fact]
    public void Participants_and_folders_that_differ_are_noted()
    {
        _files.Signal("sub-01_task-a", "eda", 4, 10).Signal("sub-02_task-a", "eda", 4, 10)
            .Write("participants.tsv", "participant_id\tage\nsub-01\t20\nsub-03\t30\nsub-../04\t40\n");
        IReadOnlyList<string> notes = Data.Read("01", Device.Wrist, [Modality.Eda]).Notes;
        Assert.Contains("2 participants are in participants.tsv without a physiological recording: sub-03, sub-../04.", notes);
        Assert.Contains("1 participant is recorded, but not in participants.tsv: sub-02.", notes);
    }

    [Fact]
    public void A_single_recording_needs_no_dataset_around_it()
    {
        _files.Signal("sub-01_task-a", "eda", 4, 10);
        string path = Path.Combine(_files.FullPath, "sub-01", "beh", "sub-01_task-a_physio.tsv.gz");
        Assert.Equal(40, Assert.Single(DatasetCatalogue.Default.OpenRecordings(path, new FormatOptions())).Signals[0].Samples);
    }

    [Theory]
    [InlineData("physio.json", """{"SamplingFrequency": 4, "Columns": ["eda"]}""", "sub-01_task-a_physio.json: StartTime is missing (seconds from the origin")]
    [InlineData("physio.json", """{"StartTime": 0, "Columns": ["eda"]}""", "SamplingFrequency is missing")]
    [InlineData("physio.json", """{"StartTime": 1e300, "SamplingFrequency": 4, "Columns": ["eda"]}""", "StartTime is no number of a sensible size")]
    [InlineData("physio.json", """{"StartTime": 0, "SamplingFrequency": 4, "Columns": ["eda", "temp"]}""", "line 1 has 1 columns, but sub-01_task-a_physio.json names 2.")]
    [InlineData("physio.json", """{"StartTime": 0, "SamplingFrequency": 4, "Columns": "eda"}""", "Columns must list the names")]
    [InlineData("physio.json", """{"StartTime": 0, "SamplingFrequency": 4, "Columns": ["eda"]}""", "eda does not say its unit, which cannot be turned", "eda does not say its unit; if you know the unit, state the column's Units in sub-01_task-a_physio.json")]
    [InlineData("physio.json", "{", "sub-01_task-a_physio.json, line 1: is no JSON.")]
    [InlineData("physio.tsv.gz", "1\nx\n", "line 2, column 1: 'x' is no number.")]
    [InlineData("physio.tsv.gz", "1\n2\t3\n", "line 2 has 2 columns, but sub-01_task-a_physio.json names 1.")]
    [InlineData("physio.tsv.gz", "", "sub-01_task-a_physio.tsv.gz is empty.")]
    [InlineData("events.tsv", "onset\ttrial_type\n0\trest\n", "has no column duration.")]
    [InlineData("events.tsv", "onset\tduration\ttrial_type\n0\t-5\trest\n", "events.tsv:2: rest from 0 to -5 s must begin at 0 s or later and end after it begins.")]
    [InlineData("events.tsv", "onset\tduration\ttrial_type\n0\t5\trest\n4\t5\tsums\n", "events.tsv:3: sums from 4 to 9 s overlaps rest from 0 to 5 s")]
    [InlineData("events.tsv", "onset\tduration\ttrial_type\n0\t50\trest\n", "reaches beyond the recording, which is 10 s long.")]
    [InlineData("events.tsv", "onset\tduration\ttrial_type\nsoon\t5\trest\n", "events.tsv:2: onset is no number: 'soon'.")]
    [InlineData("events.tsv", "onset\tduration\ttrial_type\n0\t5\n", "events.tsv, line 2 has 2 columns, but the header 3.")]
    [InlineData("events.tsv", "onset\tduration\ttrial_type\n0\t5\ta, b\n", "a trial_type must have 1 to 60 characters without commas and quotes.")]
    public void What_is_wrong_is_one_line(string file, string text, params string[] messages)
    {
        _files.Signal("sub-01_task-a", "eda", 4, 10).Write($"sub-01/beh/sub-01_task-a_{file}", text);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Data.Read("01", Device.Wrist, [Modality.Eda]));
        Assert.Contains(messages[^1], error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_table_that_expands_beyond_reason_or_is_cut_is_refused()
    {
        _files.Signal("sub-01_task-a", "eda", 4, 10).Write("sub-01/beh/sub-01_task-a_physio.tsv.gz", string.Concat(Enumerable.Repeat("1\n", 20 << 20)));
        Assert.Contains("more than 100 times as much, as no recording does.",
            Assert.Throws<InvalidDataException>(() => Data.Read("01", Device.Wrist, [Modality.Eda])).Message);
        _files.Signal("sub-01_task-a", "eda", 4, 10_000);
        string path = Path.Combine(_files.FullPath, "sub-01", "beh", "sub-01_task-a_physio.tsv.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^2000]);
        Assert.Contains("sub-01_task-a_physio.tsv.gz: is cut short",
            Assert.Throws<InvalidDataException>(() => Data.Read("01", Device.Wrist, [Modality.Eda])).Message);
    }

    [Fact]
    public void A_signal_in_two_files_of_a_run_or_in_none_is_named()
    {
        _files.Signal("sub-01_task-a_recording-one", "eda", 4, 10).Signal("sub-01_task-a_recording-two", "gsr", 4, 10);
        Assert.Contains("sub-01_task-a has EDA in 2 files", Assert.Throws<InvalidDataException>(() => Data.Read("01", Device.Wrist, [Modality.Eda])).Message);
        Assert.Contains("01: no run has wrist/BVP; there are EDA (EDA).",
            Assert.Throws<InvalidDataException>(() => Data.Read("01", Device.Wrist, [Modality.Bvp])).Message);
        _files.Signal("sub-02_task-a_recording-wrist4", "eda", 4, 10, from: 7).Signal("sub-02_task-a_recording-chest4", "eda", 4, 10);
        Assert.Equal(7, Data.Read("02", Device.Wrist, [Modality.Eda]).Channels[0].Samples[0]);
    }

    [Fact]
    public void A_folder_without_recordings_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(_files.FullPath, "sub-01"));
        Assert.Contains("no sub-X folder has a …_physio.tsv.gz", Assert.Throws<InvalidDataException>(() => Data).Message);
    }
}
