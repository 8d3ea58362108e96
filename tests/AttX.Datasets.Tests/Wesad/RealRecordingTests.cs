using AttX.Datasets.Wesad;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;

namespace AttX.Datasets.Tests.Wesad;

/// <summary>Tests on real recordings, where available.</summary>
public sealed class RealRecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("attx-real-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reads_a_subject_saved_again_with_protocol_5()
    {
        string file = Path.Combine(Data(), "wesad-chest", "S16.pkl");
        Assert.SkipUnless(File.Exists(file), $"{file} is absent.");
        WesadDataset source = WesadDataset.Open(file);
        Recording recording = source.Read("S16", Device.Chest, [Modality.Ecg, Modality.Eda, Modality.Temperature]);
        Assert.All(recording.Channels, c => Assert.Equal(37100, c.Samples.Length));
        Assert.Equal([new LabelRun(null, 0, 37100)], recording.Labels.Runs());
        Assert.All(recording.Channels[0].Samples, v => Assert.InRange(v, -1.5, 1.5));
        Assert.All(recording.Channels[1].Samples, v => Assert.InRange(v, 0, 25));
        Assert.All(recording.Channels[2].Samples, v => Assert.InRange(v, 20, 45));
        Assert.Contains("S16.pkl has no wrist signals; it has chest: ACC, ECG, EDA, EMG, Resp, Temp.",
            Assert.Throws<InvalidDataException>(() => source.Read("S16", Device.Wrist, [Modality.Bvp])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrist_recording_written_in_the_releases_form_reads_back_exactly()
    {
        string archive = Path.Combine(Data(), "wesad-wrist", "S2.npz"), file = Path.Combine(_folder, "S2.pkl");
        Assert.SkipUnless(File.Exists(archive), $"{archive} is absent.");
        IReadOnlyDictionary<string, NpyArray> arrays = NpyArray.ReadArchive(archive);
        // The archive's labels are at 4 Hz; a WESAD file repeats each 175 times.
        byte[] labels = [.. arrays["label"].Values.SelectMany(code => Enumerable.Repeat((byte)code, 175))];
        using (FileStream stream = File.Create(file))
            WesadWriter.Write(
                stream, "S2", [.. WesadArray.All.Where(a => a.Device == Device.Wrist)], a => arrays[a.Name.ToLowerInvariant()].Values, labels);

        Recording read = WesadDataset.Open(file).Read("S2", Device.Wrist, [Modality.Bvp, Modality.Eda]);
        Assert.Equal(arrays["bvp"].Values, read.Channels[0].Samples);
        Assert.Equal(arrays["eda"].Values, read.Channels[1].Samples);
        Assert.Equal(labels, read.Labels.Codes);
        Assert.InRange(read.Labels.SecondsOf("stress"), 600, 630);
        Assert.InRange(read.Channels[0].DurationSeconds / read.Labels.DurationSeconds, 0.99, 1.01);
    }

    private static string Data()
    {
        Assert.SkipWhen(RealData.Folder is null, "The folder of real recordings is absent (ATTX_DATA, or ../shared/data).");
        return RealData.Folder!;
    }
}
