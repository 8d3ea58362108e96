using System.IO.Compression;
using System.Text;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.Empatica;

/// <summary>The files follow Empatica's info.txt, as no program here writes them.</summary>
public class E4ReaderTests
{
    [Theory]
    [InlineData("e4")]
    [InlineData("e4.zip")]
    [InlineData("e4_folder.zip")]
    public void A_folder_and_archives_are_read_alike(string name)
    {
        RecordingFile file = RecordingFile.Open(PathOf(name));
        Assert.Equal("e4", file.Format.Name);
        Assert.Equal(["BVP", "EDA", "TEMP", "ACC x", "ACC y", "ACC z"], file.Signals.Select(s => s.Name));
        Assert.Equal("Not used: HR.csv, IBI.csv, which the E4 derived.", file.Notes[0]);
        RecordingData data = file.Read([Modality.Bvp, Modality.Eda, Modality.Temperature], Device.Wrist);
        Assert.Equal([64, 4, 4], data.Recording.Channels.Select(c => c.SamplingRateHz));
        AssertFollows(t => 30 * Ecg(t), data.Recording.Channels[0], 0.0051, startSeconds: 0.5);
        AssertFollows(Eda, data.Recording.Channels[1], 1e-6, startSeconds: 0.5);
        AssertFollows(Temperature, data.Recording.Channels[2], 0.0051, startSeconds: 0.5);
    }

    [Fact]
    public void Signals_begin_at_the_latest_start()
    {
        Assert.Equal(640, Read(PathOf("e4"), [Modality.Bvp], device: Device.Wrist).Recording.Channels[0].Samples.Length);
        Assert.Equal(640 - 32, Read(PathOf("e4"), [Modality.Bvp, Modality.Eda], device: Device.Wrist).Recording.Channels[0].Samples.Length);
    }

    [Fact]
    public void Acceleration_is_in_64ths_of_g_with_three_axes_unless_one_is_named()
    {
        Channel all = Read(PathOf("e4"), [Modality.Acceleration], device: Device.Wrist).Recording.Channels[0];
        Assert.Equal(3, all.Axes.Count);
        Assert.Equal(62 / 64.0, all.Axes[2][7]);
        Channel one = Read(PathOf("e4"), [Modality.Acceleration], Column(Modality.Acceleration, "ACC z"), Device.Wrist).Recording.Channels[0];
        Assert.Equal(all.Axes[2], one.Samples);
        Channel turned = Read(PathOf("e4"), [Modality.Acceleration], Column(Modality.Acceleration, "ACC z, ACC x,ACC y"), Device.Wrist).Recording.Channels[0];
        Assert.Equal([all.Axes[2], all.Axes[0], all.Axes[1]], turned.Axes);
        Assert.Contains("ACC has 3 axes, got 2 names", Assert.Throws<InvalidDataException>(() =>
            Read(PathOf("e4"), [Modality.Acceleration], Column(Modality.Acceleration, "ACC z,ACC x"), Device.Wrist)).Message);
    }

    [Theory]
    [InlineData("1700000000.5", "1700000001", "1700000002.25\n1700000002.75\n")]
    [InlineData("2023-11-14 22:13:20.5", "2023-11-14 22:13:21", "2023-11-14 22:13:22.25\n2023-11-14 22:13:22.75\n")]
    public void Times_may_be_dates_and_tags_are_events(string bvp, string eda, string tags)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["BVP.csv"], $"{bvp}\n4.0\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i}.0\n")));
        File.WriteAllText(folder["EDA.csv"], $"{eda}\n4.0\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i}.5\n")));
        File.WriteAllText(folder["tags.csv"], tags);
        RecordingData data = Read(folder.FullPath, [Modality.Bvp, Modality.Eda], device: Device.Wrist);
        Assert.Equal([2.0, 0.5], data.Recording.Channels.Select(c => c.Samples[0]));
        Assert.Equal([new Event(1.25, "tag"), new Event(1.75, "tag")], data.Recording.Events);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_001), data.Recording.Start);
    }

    [Fact]
    public void Tags_that_are_damaged_or_elsewhere_are_noted_and_the_signals_read()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["EDA.csv"], "1700000000\n4\n1\n2\n3\n4\n");
        File.WriteAllText(folder["tags.csv"], "1700000000.5\n1600000000\nx\n");
        RecordingData data = Read(folder.FullPath, [Modality.Eda], device: Device.Wrist);
        Assert.Equal(2, data.Recording.Events.Count);
        Assert.Contains("tags.csv, line 3, field 1: 'x' is no number", data.Notes[0]);
        Assert.Equal("1 of 2 tags are not within the recording.", data.Notes[1]);
    }

    [Fact]
    public void A_real_export_with_dates_is_read()
    {
        RecordingFile file = RecordingFile.Open(DeviceFiles.PathOf("e4-iso", "S17.zip"));
        RecordingData data = file.Read([Modality.Bvp, Modality.Eda, Modality.Temperature], Device.Wrist);
        Assert.Equal([64, 4, 4], data.Recording.Channels.Select(c => c.SamplingRateHz));
        Assert.Equal(new DateTimeOffset(2013, 2, 25, 18, 40, 8, TimeSpan.Zero), data.Recording.Start);
        Assert.Equal(13, data.Recording.Events.Count);
        Assert.Equal(302, data.Recording.Events[0].Seconds);
    }

    [Fact]
    public void Wrist_signals_are_not_used_for_the_chest() =>
        Assert.Contains("EDA from the wrist only", Refusal(PathOf("e4"), [Modality.Eda]));

    [Fact]
    public void Sensors_that_never_ran_together_are_refused()
    {
        using TemporaryFolder folder = new();
        File.Copy(PathOf("e4", "BVP.csv"), folder["BVP.csv"]);
        File.WriteAllText(folder["EDA.csv"], "1495437435.5\n4\n1\n2\n");
        Assert.Contains("BVP.csv ends 100.5 s before", Assert.Throws<InvalidDataException>(
            () => Read(folder.FullPath, [Modality.Bvp, Modality.Eda], device: Device.Wrist)).Message);
    }

    [Theory]
    [InlineData("", "does not begin with a start")]
    [InlineData("1495437325\n-4\n1\n", "does not begin with a start")]
    [InlineData("1495437325\n4\n1\nx\n", "line 4, field 1: 'x' is no number")]
    public void A_damaged_sensor_is_refused(string text, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["EDA.csv"], text);
        Assert.Contains(expected, Refusal(folder.FullPath, [Modality.Eda], device: Device.Wrist));
    }

    [Fact]
    public void Several_exports_in_one_place_are_ambiguous()
    {
        using TemporaryFolder folder = new();
        WriteZip(folder["two.zip"], ("a/EDA.csv", "1\n4\n1\n"), ("b/EDA.csv", "1\n4\n1\n"));
        Assert.Contains("several Empatica E4 exports (a/, b/", Refusal(folder["two.zip"], [Modality.Eda]));
    }

    [Fact]
    public void An_archive_can_neither_reach_outside_itself_nor_fill_the_memory()
    {
        using TemporaryFolder folder = new();
        WriteZip(folder["outside.zip"], ("../../EDA.csv", "1495437325\n4\n1\n2\n"));
        Assert.Equal([1.0, 2], Read(folder["outside.zip"], [Modality.Eda], device: Device.Wrist).Recording.Channels[0].Samples);
        Assert.Equal([folder["outside.zip"]], Directory.GetFileSystemEntries(folder.FullPath));

        using (ZipArchive zip = ZipFile.Open(folder["bomb.zip"], ZipArchiveMode.Create))
        using (Stream entry = zip.CreateEntry("EDA.csv", CompressionLevel.Fastest).Open())
            for (int i = 0; i <= 256; i++)
                entry.Write(new byte[1 << 20]);
        Assert.Contains("no E4 records as much", Refusal(folder["bomb.zip"], [Modality.Eda]));
    }

    [Fact]
    public void An_entry_yields_no_more_than_its_declared_length()
    {
        using TemporaryFolder folder = new();
        WriteZip(folder["lie.zip"], ("EDA.csv", "1495437325\n4\n" + string.Concat(Enumerable.Repeat("1.5\n", 10_000))));
        byte[] data = File.ReadAllBytes(folder["lie.zip"]);
        int directory = data.AsSpan().LastIndexOf("PK\x01\x02"u8);
        foreach (int at in new[] { 22, directory + 24 })
            BitConverter.GetBytes(1000).CopyTo(data, at);
        File.WriteAllBytes(folder["lie.zip"], data);
        Assert.InRange(Read(folder["lie.zip"], [Modality.Eda], device: Device.Wrist).Recording.Channels[0].Samples.Length, 1, 250);
    }

    private static void WriteZip(string path, params (string Name, string Text)[] entries)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, string text) in entries)
        {
            using Stream stream = zip.CreateEntry(name).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
