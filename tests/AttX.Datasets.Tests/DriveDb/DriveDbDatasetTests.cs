using System.Globalization;
using AttX.Datasets.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Datasets.Tests.DriveDb;

/// <summary>Records of 15 minutes in PhysioNet's layout, with a marker that drifts, and the real drives.</summary>
public sealed class DriveDbDatasetTests : IDisposable
{
    private const double FrameHz = 15.5;
    private const int Frames = 13_950;
    private static readonly int[] Presses = [20, 120, 220, 320, 420, 520, 620, 720];
    private static readonly string[] Segments = ["initial rest", "city 1", "highway 1", "city 2", "highway 2", "city 3", "final rest"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Presses_of_the_marker_divide_a_drive()
    {
        Record("drive05", "hand GSR", Presses);
        IDataset data = Open();
        Recording recording = data.Read("drive05", Device.Chest, [Modality.Ecg, Modality.Eda, Modality.Respiration]);
        Assert.Equal([496, 31, 31], recording.Channels.Select(c => c.SamplingRateHz));
        Assert.Equal(5, recording.Channels[1].Samples[100], 0.1);
        LabelRun[] runs = [.. recording.Labels.Runs().Where(r => r.Label != null)];
        Assert.Equal(Segments, runs.Select(r => r.Label));
        Assert.All(runs.Zip(Presses), p => Assert.InRange(p.First.Start / 10.0, p.Second - 0.5, p.Second + 2.5));
        Assert.Equal(["road", "driving", "stress"], data.Tasks.Select(t => t.Name));
        Assert.Equal([0, 2, 1, 2, 1, 2, 0], Segments.Select(data.Tasks[0].IndexOf));
        Assert.Contains("hand GSR has no unit in the header; it is read as µS.", recording.Notes);
    }

    [Fact]
    public void A_drive_without_the_hand_has_the_foot()
    {
        Record("drive02", "foot GSR", Presses);
        Assert.Contains("foot GSR has no unit in the header; it is read as µS, as there is none of the hand.", Read("drive02").Notes);
    }

    [Fact]
    public void Other_presses_than_the_protocols_ask_for_labels()
    {
        Record("drive05", "hand GSR", Presses[..7]);
        Assert.Contains("the marker was pressed 7 times, and the protocol's 7 segments need 8: write a labels.csv",
            Assert.Throws<InvalidDataException>(() => Read("drive05")).Message);
        Labels("drive05,10,110,initial rest,0\ndrive05,110,300,city 1,2");
        Assert.Equal(["initial rest", "city 1"], Read("drive05").Labels.Occurring);
    }

    [Theory]
    [InlineData("drive05,10,110,initial rest,0\ndrive06,1,2,city 1,2", "labels.csv labels drive06, for which there is no drive06.hea")]
    [InlineData("", "labels.csv has no labels of drive05")]
    [InlineData("drive05,10,110,lunch,0", "labels.csv:2: segment 'lunch' is none of initial rest")]
    [InlineData("drive05,10,110,city 1,0", "labels.csv:2: city 1 has stress3 0, and is 2 (city) in the protocol")]
    [InlineData("drive05,10,1100,city 1,2", "labels.csv:2: city 1 from 10 to 1100 s reaches beyond the recording, which is 900 s long")]
    public void Wrong_labels_are_one_line(string labels, string expected)
    {
        Record("drive05", "hand GSR", Presses);
        Labels(labels);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read("drive05")).Message);
    }

    [Fact]
    public void The_marker_of_real_drives_agrees_with_their_labels()
    {
        if (RealData.Folder is not { } folder || !Directory.Exists(Path.Combine(folder, "drivedb")))
            Assert.Skip("The real recordings are not here (ATTX_DATA).");
        string real = Path.Combine(RealData.Folder!, "drivedb");
        foreach (string file in Directory.GetFiles(real, "drive0?.*"))
            File.Copy(file, _folder[Path.GetFileName(file)]);
        foreach (string drive in new[] { "drive05", "drive06" })
        {
            LabelRun[] labelled = [.. DatasetCatalogue.Default.Open(real).Read(drive, Device.Chest, [Modality.Eda]).Labels.Runs().Where(r => r.Label != null)];
            LabelRun[] pressed = [.. Read(drive).Labels.Runs().Where(r => r.Label != null)];
            Assert.Equal(labelled.Select(r => r.Label), pressed.Select(r => r.Label));
            Assert.All(labelled.Zip(pressed), p => Assert.InRange(Math.Abs(p.First.Start - p.Second.Start), 0, 25));
            Assert.All(labelled.Zip(pressed), p => Assert.InRange(Math.Abs(p.First.End - p.Second.End), 0, 25));
        }
    }

    private IDataset Open() => DatasetCatalogue.Default.Open(_folder.FullPath);

    private Recording Read(string subject) => Open().Read(subject, Device.Chest, [Modality.Eda]);

    private void Labels(string rows) => File.WriteAllText(_folder["labels.csv"], "record,start_s,end_s,segment,stress3\n" + rows + "\n");

    /// <summary>Writes a record: ECG of 32, GSR and RESP of 2 samples a frame, and the marker, whose level drifts by 5 and is pressed twice each time.</summary>
    private void Record(string name, string gsr, int[] presses)
    {
        (string Name, int PerFrame, int Gain, Func<int, double> Value)[] signals =
        [
            ("ECG", 32, 1000, i => Math.Sin(i / 32.0)),
            (gsr, 2, 1000, i => 5 + i % 50 / 1000.0),
            ("marker", 1, 100, i => 12 + i / 2800.0 + (presses.Any(p => Math.Abs(i / FrameHz - p) < 0.2 || Math.Abs(i / FrameHz - p - 2) < 0.2) ? 30 : 0)),
            ("RESP", 2, 100, i => 30 + i % 40 / 100.0),
        ];
        short[][] codes = [.. signals.Select(s => Enumerable.Range(0, Frames * s.PerFrame).Select(i => (short)(s.Value(i) * s.Gain)).ToArray())];
        IEnumerable<short> interleaved = Enumerable.Range(0, Frames).SelectMany(f => signals.Index()
            .SelectMany(s => codes[s.Index].AsSpan(f * s.Item.PerFrame, s.Item.PerFrame).ToArray()));
        File.WriteAllBytes(_folder[name + ".dat"], [.. interleaved.SelectMany(code => new[] { (byte)code, (byte)(code >> 8) })]);
        File.WriteAllText(_folder[name + ".hea"], string.Create(CultureInfo.InvariantCulture, $"{name} 4 {FrameHz} {Frames}\n") +
            string.Concat(signals.Zip(codes, (s, c) => $"{name}.dat 16x{s.PerFrame} {s.Gain} 16 0 {c[0]} {(short)c.Sum(x => x)} 0 {s.Name}\n")));
    }
}
