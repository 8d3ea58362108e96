using System.Globalization;
using AttX.Formats.Catalogue;
using AttX.Formats.Tests.AcqKnowledge;
using AttX.Formats.Tests.EmbracePlus;
using AttX.Formats.Tests.Xdf;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests;

/// <summary>Whatever happens to a device's file, reading it ends in a result or in one line of error, and soon.</summary>
public class DeviceDamageTests
{
    private static readonly Dictionary<string, Func<byte[]>> Written = new()
    {
        ["null.avro"] = () => EmbracePlusFileBytes.Write(1_700_000_000, 3, "null"),
        ["deflate.avro"] = () => EmbracePlusFileBytes.Write(1_700_000_000, 3),
        ["3.acq"] = () => new AcqFileBytes(41).Write(Channels),
        ["3c.acq"] = () => new AcqFileBytes(45, IsCompressed: true).Write(Channels),
        ["5.acq"] = () => new AcqFileBytes(132, IsBigEndian: true).Write(Channels),
        ["5c.acq"] = () => new AcqFileBytes(132, true, true).Write(Channels),
        ["lsl.xdf"] = () => new XdfFileBytes("2024-01-01T00:00:00Z").Stream(1, "ppg", "PPG", "float32", 10).Stream(2, "tags", "Markers", "string", 0)
            .Clock(1, 0, 1).Clock(1, 5, 1).Boundary()
            .Samples(1, Enumerable.Range(0, 60).Select(i => (i % 3 == 0 ? i / 10.0 : (double?)null, BitConverter.GetBytes((float)i))))
            .Samples(2, [(1, XdfFileBytes.Text("a")), (2, XdfFileBytes.Text("b"))]).Boundary().Clock(1, 10, 1).Bytes,
    };

    private static AcqTestChannel[] Channels =>
    [
        new("ECG", "mV", 1, [.. Enumerable.Range(0, 200).Select(i => Ecg(i / 500.0))]),
        new("EDA", "uS", 4, [.. Enumerable.Range(0, 50).Select(i => Eda(i / 125.0))], 0.001),
    ];

    public static TheoryData<string> Names => [.. Written.Keys];

    public static TheoryData<string> Real => ["embraceplus/1-1-MED1_1714163277.avro", "acqknowledge/physio-3.8.1-c.acq", "acqknowledge/physio-5.0.1-c.acq",
        "acqknowledge/small-unicode-4.4.0.acq", "xdf/minimal.xdf", "xdf/empty_streams.xdf", "xdf/clock_resets.xdf", "faros/testfile_read.EDF",
        "shimmer/read_test_data.csv", "e4-iso/S17.zip"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncated_file_is_read_or_refused(string name) => Truncate(name, Written[name]());

    [Theory]
    [MemberData(nameof(Real))]
    public void A_truncated_real_file_is_read_or_refused(string name) => Truncate(Path.GetFileName(name), File.ReadAllBytes(DeviceFiles.PathOf(name.Split('/'))));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_with_flipped_bits_is_read_or_refused(string name)
    {
        byte[] whole = Written[name]();
        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = [.. whole];
            for (int flips = 1 + i % 4; flips > 0; flips--)
                damaged[random.Next(flips % 2 == 0 ? Math.Min(3500, whole.Length) : whole.Length)] ^= (byte)(1 << random.Next(8));
            IsRefused(name, damaged);
        }
    }

    /// <summary>Every four bytes in turn become the largest or the least number there is, wherever a length may be.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_size_is_read_or_refused(string name)
    {
        byte[] whole = Written[name]();
        int step = Math.Max(1, whole.Length / 150);
        for (int at = 0; at + 4 < whole.Length; at += step)
            foreach (byte[] size in new byte[][] { [0xFF, 0xFF, 0xFF, 0x7F], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF] })
                IsRefused(name, [.. whole[..at], .. size, .. whole[(at + 4)..]]);
    }

    private static void Truncate(string name, byte[] whole)
    {
        bool[] refused = [.. Enumerable.Range(0, 50).Select(i => IsRefused(name, whole[..(int)((long)whole.Length * i / 50)]))];
        Assert.True(refused[0]);
        Assert.False(IsRefused(name, whole));
    }

    /// <summary>Reads the first, the middle and the last signal of a rate that is read; any other exception fails the test.</summary>
    private static bool IsRefused(string name, byte[] content)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder[name], content);
        try
        {
            IReadOnlyList<SignalDescription> signals = RecordingFile.Open(folder[name]).Signals;
            foreach (int s in new[] { 0, signals.Count / 2, signals.Count - 1 }.Where(s => signals.Count > 0 && signals[s].SamplingRateHz >= 0.5).Distinct())
                Read(folder[name], [Modality.Bvp], Column(Modality.Bvp, (s + 1).ToString(CultureInfo.InvariantCulture)), signals[s].Device ?? Device.Chest);
            return false;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Assert.DoesNotContain('\n', e.Message);
            return true;
        }
    }
}
