using System.IO.Compression;
using System.Text;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.Empatica;

/// <summary>The files follow Empatica's info.txt: no program here writes them.</summary>
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
        Assert.Contains("HR.csv, IBI.csv, tags.csv", Assert.Single(file.Notes));
        RecordingData data = file.Read([Modality.Bvp, Modality.Eda, Modality.Temperature], Device.Wrist);
        Assert.Equal([64, 4, 4], data.Recording.Channels.Select(c => c.SamplingRateHz));
        AssertFollows(t => 30 * Ecg(t), data.Recording.Channels[0], 0.0051, startSeconds: 0.5);
        AssertFollows(Eda, data.Recording.Channels[1], 1e-6, startSeconds: 0.5);
        AssertFollows(Temperature, data.Recording.Channels[2], 0.0051, startSeconds: 0.5);
    }

    [Fact]
    public void Signals_begin_where_the_latest_of_them_does()
    {
        Assert.Equal(640, Read(PathOf("e4"), [Modality.Bvp], device: Device.Wrist).Recording.Channels[0].Samples.Length);
        Assert.Equal(640 - 32, Read(PathOf("e4"), [Modality.Bvp, Modality.Eda], device: Device.Wrist).Recording.Channels[0].Samples.Length);
    }

    [Fact]
    public void Acceleration_is_in_64ths_of_g_and_an_axis_must_be_named()
    {
        FormatOptions options = Column(Modality.Acceleration, "ACC z");
        Assert.Contains("3 signals of ACCELERATION", Assert.Throws<InvalidDataException>(
            () => Read(PathOf("e4"), [Modality.Acceleration], device: Device.Wrist)).Message);
        Assert.Equal(62 / 64.0, Read(PathOf("e4"), [Modality.Acceleration], options, Device.Wrist).Recording.Channels[0].Samples[7]);
    }

    [Fact]
    public void What_is_worn_on_the_wrist_is_not_taken_for_the_chest() =>
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
    public void Several_exports_in_one_place_are_not_chosen_between()
    {
        using TemporaryFolder folder = new();
        WriteZip(folder["two.zip"], ("a/EDA.csv", "1\n4\n1\n"), ("b/EDA.csv", "1\n4\n1\n"));
        Assert.Contains("several Empatica E4 exports (a/, b/", Refusal(folder["two.zip"], [Modality.Eda]));
    }

    [Fact]
    public void An_archive_cannot_reach_outside_itself_nor_fill_the_memory()
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
    public void An_entry_gives_no_more_than_it_promises()
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
