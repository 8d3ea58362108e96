using System.IO.Compression;
using AttX.Datasets.Tests.Pickle;
using AttX.Datasets.Wesad;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Tests.Wesad;

public sealed class WesadDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("attx-wesad-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Put(string golden, string path)
    {
        string file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(GoldenPickles.PathOf(golden), file);
        return file;
    }

    private string Zip(params (string Golden, string Entry)[] files)
    {
        string path = Path.Combine(_folder, "WESAD.zip");
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string golden, string entry) in files)
            zip.CreateEntryFromFile(GoldenPickles.PathOf(golden), entry);
        return path;
    }

    private static string Refusal(Action action) => Assert.Throws<InvalidDataException>(action).Message;

    [Fact]
    public void A_folder_lists_its_subjects_in_natural_order_and_nothing_else()
    {
        foreach (string subject in (string[])["S10", "S2", "S17", "S9"])
            Put("tiny-protocol2", $"WESAD/{subject}/{subject}.pkl");
        Put("tiny-protocol2", "WESAD/__MACOSX/S3.pkl");
        Put("tiny-protocol2", "WESAD/.hidden/S4.pkl");
        Put("tiny-protocol2", "WESAD/S2/._S2.pkl");
        Put("tiny-protocol2", "WESAD/S2/notes.pkl");
        string[] expected = ["S2", "S9", "S10", "S17"];
        Assert.Equal(expected, WesadDataset.Open(Path.Combine(_folder, "WESAD")).Subjects);
        Assert.Equal(expected, WesadDataset.Open(_folder).Subjects);
        Assert.Equal(["S2"], WesadDataset.Open(Path.Combine(_folder, "WESAD", "S2")).Subjects);
        Assert.Equal(["S9"], WesadDataset.Open(Path.Combine(_folder, "WESAD", "S9", "S9.pkl")).Subjects);
    }

    [Theory, MemberData(nameof(PickleDocumentTests.Recordings), MemberType = typeof(PickleDocumentTests))]
    public void Reads_the_requested_channels_in_order(string golden)
    {
        Put(golden, "S2/S2.pkl");
        WesadDataset source = WesadDataset.Open(_folder);
        Recording chest = source.Read("S2", Device.Chest, [Modality.Eda, Modality.Ecg, Modality.Temperature]);
        Assert.Equal(("S2", Device.Chest), (chest.Subject, chest.Device));
        Assert.Equal([Modality.Eda, Modality.Ecg, Modality.Temperature], chest.Channels.Select(c => c.Modality));
        Assert.Equal([700, 700, 700], chest.Channels.Select(c => c.SamplingRateHz));
        Assert.Equal(GoldenPickles.Noise(160, 4), chest.Channels[0].Samples);
        Assert.Equal(GoldenPickles.Noise(160, 2), chest.Channels[1].Samples);
        Assert.Equal(700, chest.Labels.SamplingRateHz);
        Assert.Equal(GoldenPickles.Labels(160), chest.Labels.Codes);
        Recording wrist = source.Read("S2", Device.Wrist, [Modality.Bvp, Modality.Eda, Modality.Temperature]);
        Assert.Equal([64, 4, 4], wrist.Channels.Select(c => c.SamplingRateHz));
        Assert.Equal(GoldenPickles.Noise(16, 10), wrist.Channels[2].Samples);
    }

    [Theory, MemberData(nameof(PickleDocumentTests.Recordings), MemberType = typeof(PickleDocumentTests))]
    public void Reads_three_axes_of_acceleration_in_g(string golden)
    {
        Put(golden, "S2/S2.pkl");
        WesadDataset source = WesadDataset.Open(_folder);
        (Channel chest, double[] all) = (source.Read("S2", Device.Chest, [Modality.Acceleration]).Channels[0], GoldenPickles.Noise(48, 1));
        Assert.Equal(3, chest.Axes.Count);
        for (int axis = 0; axis < 3; axis++)
            Assert.Equal(all.Where((_, i) => i % 3 == axis), chest.Axes[axis]);
        (Channel wrist, double[] counts) = (source.Read("S2", Device.Wrist, [Modality.Acceleration]).Channels[0], GoldenPickles.Noise(24, 7));
        for (int axis = 0; axis < 3; axis++)
            Assert.Equal(counts.Where((_, i) => i % 3 == axis).Select(x => x / 64), wrist.Axes[axis]);
    }

    [Fact]
    public void Describes_all_arrays()
    {
        Put("python2-protocol0", "S2.pkl");
        IReadOnlyList<SignalDescription> arrays = WesadDataset.Open(_folder).Describe("S2");
        Assert.Equal(10, arrays.Count);
        Assert.Contains(new SignalDescription("ECG", Modality.Ecg, "mV", 700, 160, Device.Chest), arrays);
        Assert.Contains(new SignalDescription("ACC", Modality.Acceleration, "g", 700, 16, Device.Chest) { Columns = 3 }, arrays);
        Assert.Contains(new SignalDescription("EDA", Modality.Eda, "µS", 4, 16, Device.Wrist), arrays);
    }

    [Fact]
    public void Reads_inside_an_archive()
    {
        string zip = Zip(("python2-protocol0", "WESAD/S2/S2.pkl"), ("tiny-protocol5", "WESAD/S10/S10.pkl"), ("odd-protocol2", "WESAD/S2/S2_quest.csv"),
            ("python2-protocol0", "__MACOSX/WESAD/S2/S2.pkl"), ("python2-protocol0", "__MACOSX/WESAD/S3/._S3.pkl"));
        WesadDataset source = WesadDataset.Open(zip);
        Assert.Equal(["S2", "S10"], source.Subjects);
        Assert.Equal(GoldenPickles.Noise(160, 2), source.Read("S2", Device.Chest, [Modality.Ecg]).Channels[0].Samples);
        Assert.Equal(10, source.Describe("S2").Count);
        Assert.NotEqual(source.Stamp("S2"), source.Stamp("S10"));
        Assert.Equal(source.Stamp("S2"), WesadDataset.Open(zip).Stamp("S2"));
    }

    [Fact]
    public void A_damaged_archive_gives_one_error()
    {
        string zip = Zip(("python2-protocol0", "WESAD/S2/S2.pkl"));
        byte[] bytes = File.ReadAllBytes(zip);
        for (int i = 2000; i < 4000; i++)
            bytes[i] ^= 0x5A;
        File.WriteAllBytes(zip, bytes);
        Assert.Contains("S2.pkl", Refusal(() => WesadDataset.Open(zip).Read("S2", Device.Chest, [Modality.Ecg])), StringComparison.Ordinal);
        File.WriteAllBytes(zip, bytes[..3000]);
        Assert.Contains("WESAD.zip is no zip archive, or a damaged one", Refusal(() => WesadDataset.Open(zip)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stamp_changes_with_the_file()
    {
        string file = Put("tiny-protocol2", "S2.pkl");
        string before = WesadDataset.Open(_folder).Stamp("S2");
        Assert.Equal(before, WesadDataset.Open(_folder).Stamp("S2"));
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.NotEqual(before, WesadDataset.Open(_folder).Stamp("S2"));
    }

    [Fact]
    public void Paths_without_a_dataset_are_refused()
    {
        Assert.Contains("There is no file or folder", Assert.Throws<FileNotFoundException>(() => WesadDataset.Open(_folder + "/absent")).Message, StringComparison.Ordinal);
        Assert.StartsWith($"No SX.pkl found in {_folder}; expected WESAD's folder", Refusal(() => WesadDataset.Open(_folder)), StringComparison.Ordinal);
        Zip(("tiny-protocol2", "S2.pkl"));
        Assert.Contains("WESAD.zip is there: give its path", Refusal(() => WesadDataset.Open(_folder)), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "x.csv"), "1");
        Assert.Contains("is no dataset", Refusal(() => WesadDataset.Open(Path.Combine(_folder, "x.csv"))), StringComparison.Ordinal);
        Put("tiny-protocol2", "S2.pkl");
        Put("tiny-protocol2", "S2/S2.pkl");
        Assert.Contains("has S2 twice", Refusal(() => WesadDataset.Open(_folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_devices_and_channels_are_named_beside_those_present()
    {
        Put("tiny-protocol2", "S2.pkl");
        WesadDataset source = WesadDataset.Open(_folder);
        Assert.Equal("S2.pkl has no wrist signals; it has chest: ECG. Use --device chest.", Refusal(() => source.Read("S2", Device.Wrist, [Modality.Bvp])));
        Assert.Equal("S2.pkl: the chest has no EDA; it has ECG.", Refusal(() => source.Read("S2", Device.Chest, [Modality.Ecg, Modality.Eda])));
        Assert.Contains("chest device has no BVP", Refusal(() => source.Read("S2", Device.Chest, [Modality.Bvp])), StringComparison.Ordinal);
        Assert.Contains("the chest has no ACC", Refusal(() => source.Read("S2", Device.Chest, [Modality.Acceleration])), StringComparison.Ordinal);
        Assert.Contains("no subject 'S3'; there are S2", Assert.Throws<ArgumentException>(() => source.Stamp("S3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_subject_is_an_error()
    {
        Put("python3-protocol2", "S5.pkl");
        Assert.StartsWith("S5.pkl holds subject 'S2'", Refusal(() => WesadDataset.Open(_folder).Describe("S5")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pickle_of_something_else_is_an_error()
    {
        Put("types-protocol2", "S2.pkl");
        Assert.Contains("S2.pkl is no WESAD recording", Refusal(() => WesadDataset.Open(_folder).Describe("S2")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_with_an_extreme_compression_ratio_is_refused()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("attx-test-").FullName, "WESAD.zip");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        using (Stream entry = zip.CreateEntry("S2.pkl").Open())
            entry.Write(new byte[20 << 20]);
        Assert.Contains("more than 100 times as much", Assert.Throws<InvalidDataException>(() => WesadDataset.Open(path).Describe("S2")).Message);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Subjects_are_read_in_parallel()
    {
        string zip = Zip(("python2-protocol0", "S2.pkl"));
        WesadDataset source = WesadDataset.Open(zip);
        Parallel.For(0, 32, _ =>
            Assert.Equal(GoldenPickles.Noise(160, 2), source.Read("S2", Device.Chest, [Modality.Ecg]).Channels[0].Samples));
    }
}
