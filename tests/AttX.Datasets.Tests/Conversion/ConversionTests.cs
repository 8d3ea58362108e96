using AttX.Datasets.Catalogue;
using AttX.Datasets.Conversion;
using AttX.Datasets.Labels;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Datasets.Tests.Conversion;

/// <summary>What each form writes is read back to the same bits.</summary>
public sealed class ConversionTests : IDisposable
{
    private static readonly string[] Labels = ["baseline", "stress"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bids", Device.Wrist)]
    [InlineData("bids", Device.Chest)]
    [InlineData("wesad", Device.Wrist)]
    [InlineData("wesad", Device.Chest)]
    public void A_dataset_reads_back_to_the_same_samples_and_labels(string form, Device device)
    {
        Recording[] written = [Of("S2", device), Of("S3", device)];
        Write(form, written);
        IDataset data = DatasetCatalogue.Default.Open(_folder.FullPath);
        Assert.Equal(["S2", "S3"], data.Subjects);
        foreach (Recording expected in written)
        {
            Recording read = data.Read(expected.Subject, device, [.. expected.Channels.Select(c => c.Modality)]);
            RequireSame(expected, read);
            Assert.Equal(expected.Labels.Runs().Select(r => (r.Label, r.Start / 700.0, r.End / 700.0)).SkipLast(1),
                read.Labels.Runs().Select(r => (r.Label, r.Start / (double)read.Labels.SamplingRateHz, r.End / (double)read.Labels.SamplingRateHz)).SkipLast(1));
            if (form == "bids")
                Assert.Equal((expected.Start, expected.Events[0]), (read.Start, read.Events[0]));
        }
    }

    [Fact]
    public void A_folder_of_tables_reads_back_to_the_same_samples_and_clock()
    {
        Recording written = Of("S2", Device.Wrist);
        Write("csv", [written]);
        RecordingFile file = RecordingFile.Open(_folder["S2"], new FormatOptions { Format = FormatCatalogue.All.Single(f => f.Name == "csv-folder") });
        Recording read = file.Read([.. written.Channels.Select(c => c.Modality)], Device.Wrist).Recording;
        RequireSame(written, read);
        Assert.Equal(written.Start!.Value, read.Start!.Value, TimeSpan.FromMicroseconds(1));
        Assert.Equal($"subject,start_s,end_s,label\nS2,{701 / 700.0:R},{1400 / 700.0:R},baseline\nS2,2,{2813 / 700.0:R},stress\n", File.ReadAllText(_folder["labels.csv"]));
        Assert.Contains("\"positive\":\"stress\"", File.ReadAllText(_folder["dataset.json"]));
    }

    [Fact]
    public void Same_data_give_the_same_bytes()
    {
        foreach (string folder in new[] { "one", "two" })
            Write("bids", [Of("S2", Device.Wrist)], folder);
        string[] files = [.. Directory.GetFiles(_folder["one"], "*", SearchOption.AllDirectories)];
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace("one", "two", StringComparison.Ordinal))));
        Assert.Contains(files, file => file.EndsWith("sub-S2_task-session_recording-wrist4eda_physio.tsv.gz", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_made_to_fit_and_said()
    {
        Write("bids", [Of("P_7", Device.Wrist)], "bids");
        Write("wesad", [Of("P_7", Device.Wrist)], "wesad");
        Assert.Equal(["BIDS allows letters and digits only: P_7 is sub-P7.", "WESAD's subjects are S2, S3, …: P_7 is S2."], _notes);
        Assert.True(File.Exists(_folder["wesad", "S2", "S2.pkl"]));
    }

    [Theory]
    [InlineData("bids", "a-b and a_b would both be sub-ab", "a-b", "a_b")]
    [InlineData("bids", "this has none: rename it.", "__")]
    [InlineData("csv", "'../x' is not the name of a file or a folder", "../x")]
    public void Names_that_cannot_be_written_are_refused(string form, string message, params string[] names) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Write(form, [.. names.Select(n => Of(n, Device.Wrist))])).Message);

    [Fact]
    public void What_WESAD_cannot_hold_is_refused()
    {
        Recording recording = Of("S2", Device.Wrist);
        Refused("S2: WESAD has wrist/BVP at 64 Hz, and it is sampled at 32 Hz", recording with { Channels = [new Channel(Modality.Bvp, 32, [1, 2])] });
        Refused("S2: WESAD has no wrist/ECG", recording with { Channels = [new Channel(Modality.Ecg, 32, [1, 2])] });
        Refused("S2: has no labels", recording with { Labels = LabelTrack.None });
        Refused("S2: the label rest is none of WESAD's", recording with { Labels = LabelSpans.ToTrack([new LabelSpan(0, 1, "rest", "")], ["rest"], 100, 4) });

        void Refused(string message, Recording of) => Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Write("wesad", [of])).Message);
    }

    [Theory]
    [InlineData("bids")]
    [InlineData("csv")]
    [InlineData("wesad")]
    public void A_disk_that_fails_at_every_write_in_turn_leaves_no_rest_and_the_same_files_at_last(string form)
    {
        Recording[] recordings = [Of("S2", Device.Wrist)];
        Write(form, recordings, "whole");
        var faults = new WriteFaults();
        faults.Run(() => Write(form, recordings, "hurt"), failure =>
        {
            Assert.StartsWith(_folder["hurt"], failure.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(_folder["hurt"], "*.tmp", SearchOption.AllDirectories));
        });
        string[] files = [.. Directory.GetFiles(_folder["whole"], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder["whole"], f))];
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(_folder["whole", file]), File.ReadAllBytes(_folder["hurt", file])));
        Assert.True(faults.Count >= 3 * files.Length);
    }

    private void Write(string form, IReadOnlyList<Recording> recordings, string folder = "")
    {
        IDatasetWriter writer = WrittenForm.All.Single(f => f.Name == form).Create(_folder[folder],
            new WrittenData("Test", recordings[0].Device, [.. recordings.Select(r => r.Subject)], [AffectTasks.Stress], _notes.Add));
        foreach (Recording recording in recordings)
            writer.Add(recording);
        writer.Finish();
    }

    private static void RequireSame(Recording expected, Recording read)
    {
        foreach ((Channel one, Channel other) in expected.Channels.Zip(read.Channels))
        {
            Assert.Equal((one.Modality, one.SamplingRateHz), (other.Modality, other.SamplingRateHz));
            foreach ((double[] values, double[] back) in one.Axes.Zip(other.Axes))
                Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), back.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    /// <summary>A recording of 4 s whose values need all digits; EDA and temperature differ in length at the wrist, where a value is missing too.</summary>
    private static Recording Of(string subject, Device device)
    {
        Channel[] channels = device == Device.Wrist
            ? [new(Modality.Bvp, 64, Values(256, 1)), new(Modality.Eda, 4, Values(17, 2)), new(Modality.Temperature, 4, Values(16, 3)), new(Modality.Acceleration, 32, [.. Steps(128)])]
            : [new(Modality.Ecg, 700, Values(2814, 1)), new(Modality.Temperature, 700, Values(2814, 2)), new(Modality.Respiration, 700, Values(2814, 3))];
        if (device == Device.Wrist)
            channels[1].Samples[3] = double.NaN;
        LabelSpan[] spans = [new(701 / 700.0, 2, "baseline", ""), new(2, 2813 / 700.0, "stress", "")];
        return new Recording(subject, device, channels, LabelSpans.ToTrack(spans, Labels, 700, 2814 / 700.0))
        {
            Start = new DateTimeOffset(2024, 4, 26, 19, 27, 56, TimeSpan.Zero).AddMicroseconds(88_777),
            Events = [new Event(1.0 / 3, "button")],
        };
    }

    private static double[] Values(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => 30 + Math.Sin(i * 0.1 + seed) / 3)];

    /// <summary>Three axes in steps of the wrist device, 1/64 g.</summary>
    private static IEnumerable<double[]> Steps(int count) => Enumerable.Range(0, 3).Select(axis => Enumerable.Range(0, count).Select(i => (i % 7 + axis) / 64.0).ToArray());
}
