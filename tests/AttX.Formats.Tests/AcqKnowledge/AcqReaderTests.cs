using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.AcqKnowledge;

public sealed class AcqReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(41, false, false)]
    [InlineData(45, true, false)]
    [InlineData(84, false, true)]
    [InlineData(84, true, true)]
    [InlineData(108, true, false)]
    [InlineData(128, false, true)]
    [InlineData(132, true, true)]
    public void Channels_of_different_rates_types_and_orders_of_bytes_are_read(int revision, bool isCompressed, bool isBigEndian)
    {
        File.WriteAllBytes(_folder["a.acq"], new AcqFileBytes(revision, isCompressed, isBigEndian).Write(Channels(1024)));
        RecordingFile file = RecordingFile.Open(_folder["a.acq"]);
        Assert.Equal("acq", file.Format.Name);
        Assert.Equal([("ECG100C", "mV", 500.0), ("EDA - GSR100C", "microsiemens", 62.5), ("Skin temperature", "C", 250)],
            file.Signals.Select(s => (s.Name, s.Unit, s.SamplingRateHz)));
        RecordingData data = file.Read([Modality.Temperature, Modality.Ecg], Device.Chest);
        AssertFollows(Temperature, data.Recording.Channels[0], 0.51e-3);
        AssertFollows(Ecg, data.Recording.Channels[1], 1e-12);
        Assert.Equal([512, 1024], data.Recording.Channels.Select(c => c.Samples.Length));
        double[] eda = file.Read([Modality.Eda], Device.Chest).Recording.Channels[0].Samples;
        Assert.Equal(Eda(0), eda[0], 1e-3);
        Assert.Equal([new Event(0, "Segment 1"), new Event(1, "stress µ")], data.Recording.Events);
        Assert.Equal(revision >= 128 ? DateTimeOffset.FromUnixTimeSeconds(1_700_000_000) : null, data.Recording.Start);
        Assert.DoesNotContain(data.Notes, n => n.Contains("left out") || n.Contains("markers"));
    }

    [Theory]
    [InlineData(41, 1024)]
    [InlineData(45, 1028)]
    public void The_end_of_versions_before_3_9_is_left_out_where_counts_and_pattern_do_not_agree(int revision, int expected)
    {
        AcqTestChannel[] channels = Channels(1028);
        channels[1] = channels[1] with { Samples = channels[1].Samples[..128] };
        File.WriteAllBytes(_folder["a.acq"], new AcqFileBytes(revision).Write(channels));
        RecordingData data = Read(_folder["a.acq"], [Modality.Ecg]);
        Assert.Equal(expected, data.Recording.Channels[0].Samples.Length);
        AssertFollows(Ecg, data.Recording.Channels[0], 1e-12);
        Assert.Equal(revision == 41, data.Notes.Any(n => n.Contains("last 0.01 s are left out")));
    }

    [Fact]
    public void Markers_that_count_from_elsewhere_are_counted_from_the_first_segment()
    {
        AcqFileBytes file = new(132, IsBigEndian: true) { Markers = [(-34304, "Segment 1"), (500 - 34304, "stress")] };
        File.WriteAllBytes(_folder["a.acq"], file.Write(Channels(8)));
        RecordingData data = Read(_folder["a.acq"], [Modality.Ecg]);
        Assert.Equal([new Event(0, "Segment 1"), new Event(1, "stress")], data.Recording.Events);
        Assert.Contains("at sample -34304", Assert.Single(data.Notes));
    }

    [Fact]
    public void Damaged_markers_leave_the_samples()
    {
        byte[] bytes = new AcqFileBytes(128).Write(Channels(1024));
        File.WriteAllBytes(_folder["a.acq"], bytes[..^220]);
        RecordingData data = Read(_folder["a.acq"], [Modality.Ecg]);
        AssertFollows(Ecg, data.Recording.Channels[0], 1e-12);
        Assert.Contains("event markers are not used", Assert.Single(data.Notes));
        File.WriteAllBytes(_folder["a.acq"], bytes[..4000]);
        Assert.Contains("its samples have 9472 bytes from byte 3232 on, 768 are there", Refusal(_folder["a.acq"], [Modality.Ecg]));
    }

    [Theory]
    [InlineData(10, 30000, "does not begin as an AcqKnowledge file")]
    [InlineData(10, 900, "cannot have 8 bytes")]
    [InlineData(6, 100_000, "bytes are announced")]
    [InlineData(2538, 2_000_000_000, "is truncated")]
    [InlineData(2538, -1, "cannot have -1 samples")]
    public void An_impossible_header_is_refused(int at, int value, string expected)
    {
        byte[] bytes = new AcqFileBytes(128).Write(Channels(16));
        if (at == 10)
            BitConverter.GetBytes((short)value).CopyTo(bytes, at);
        else
            BitConverter.GetBytes(value).CopyTo(bytes, at);
        File.WriteAllBytes(_folder["a.acq"], bytes);
        Assert.Contains(expected, Refusal(_folder["a.acq"], [Modality.Ecg]));
    }

    [Fact]
    public void A_channel_that_unpacks_to_far_more_than_it_is_is_refused()
    {
        File.WriteAllBytes(_folder["a.acq"], new AcqFileBytes(128, IsCompressed: true).Write(new AcqTestChannel("ECG", "mV", 1, new double[3 << 20])));
        Assert.Contains("are said to unpack to 25165824", Refusal(_folder["a.acq"], [Modality.Ecg]));
    }

    [Fact]
    public void A_file_of_100_MB_takes_no_more_memory_than_the_channel_asked_for()
    {
        const int Points = 12_500_000;
        byte[] small = new AcqFileBytes(132, IsBigEndian: true).Write(
            [.. Enumerable.Range(1, 4).Select(i => new AcqTestChannel($"EDA {i}", "uS", 1, [], 0.001, i))]);
        for (int i = 0; i < 4; i++)
            new byte[] { 0x00, 0xBE, 0xBC, 0x20 }.CopyTo(small, 2450 + 254 * i + 88);
        using (FileStream file = File.Create(_folder["large.acq"]))
        {
            file.Write(small.AsSpan(0, 2450 + 4 * 254 + 8 + 16));
            file.SetLength(file.Length + 8L * Points);
            file.Seek(0, SeekOrigin.End);
            file.Write(small.AsSpan(2450 + 4 * 254 + 8 + 16));
        }

        RecordingFile large = RecordingFile.Open(_folder["large.acq"], Column(Modality.Eda, "EDA 3"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        RecordingData data = large.Read([Modality.Eda], Device.Chest);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 8L * Points, 8L * Points + (4 << 20));
        Assert.Equal(Points, data.Recording.Channels[0].Samples.Length);
        Assert.Equal(3, data.Recording.Channels[0].Samples[^1]);
        Assert.Equal("stress µ", data.Recording.Events[1].Name);
    }

    [Fact]
    public void One_real_recording_saved_by_five_versions_has_the_same_samples()
    {
        string folder = DeviceFiles.PathOf("acqknowledge");
        RecordingFile last = RecordingFile.Open(Path.Combine(folder, "physio-5.0.1.acq"));
        Assert.Equal([2000, 1000, 3.90625, 2000], last.Signals.Select(s => s.SamplingRateHz));
        Assert.Equal([123787, 61893, 241, 123787], last.Signals.Select(s => s.Samples));
        RecordingData[] expected = ReadAll(last);
        Assert.Equal("Breathe In", expected[0].Recording.Events[1].Name);
        Assert.Equal(4.309, expected[0].Recording.Events[1].Seconds, 1e-9);
        foreach (string version in new[] { "3.8.1", "3.8.1-c", "4.1.0-c", "4.4.0-c", "5.0.1-c" })
        {
            RecordingFile file = RecordingFile.Open(Path.Combine(folder, $"physio-{version}.acq"));
            RecordingData[] read = ReadAll(file);
            for (int i = 0; i < 4; i++)
            {
                // Version 3.8.1 stores no more than 241 whole rounds of its pattern, of 512 samples at 2 kHz each.
                double[] samples = read[i].Recording.Channels[0].Samples;
                Assert.Equal(version[0] == '3' && i != 2 ? 241 * 512 / (i == 1 ? 2 : 1) : expected[i].Recording.Channels[0].Samples.Length, samples.Length);
                Assert.Equal(expected[i].Recording.Channels[0].Samples[..samples.Length], samples);
            }

            Assert.Equal(expected[0].Recording.Events, read[0].Recording.Events);
        }
    }

    [Fact]
    public void Names_beyond_ASCII_are_read()
    {
        RecordingFile file = RecordingFile.Open(DeviceFiles.PathOf("acqknowledge", "small-unicode-4.4.0.acq"));
        Assert.Equal("EDA — filtered, differentiated", file.Signals[0].Name);
        RecordingData data = file.Read([Modality.Ecg], Device.Chest);
        Assert.Equal(4190, data.Recording.Channels[0].Samples.Length);
        Assert.Equal("I love this — it's a marker with a utf-8 character", data.Recording.Events[1].Name);
        Assert.Equal(new DateTimeOffset(2016, 2, 2, 16, 30, 56, 276, TimeSpan.Zero), data.Recording.Start);
    }

    /// <summary>Every channel, as if it were a BVP, which may have any unit.</summary>
    private static RecordingData[] ReadAll(RecordingFile file) => [.. Enumerable.Range(0, file.Signals.Count).Select(i =>
        Read(Path.Combine(DeviceFiles.PathOf("acqknowledge"), file.Name + ".acq"), [Modality.Bvp], Column(Modality.Bvp, $"{i + 1}")))];

    private static AcqTestChannel[] Channels(int samples) =>
    [
        new("ECG100C", "mV", 1, [.. Enumerable.Range(0, samples).Select(i => Ecg(i / 500.0))]),
        new("EDA - GSR100C", "microsiemens", 8, [.. Enumerable.Range(0, (samples + 7) / 8).Select(i => Eda(i / 62.5))], 0.0015, 0.01),
        new("Skin temperature", "C", 2, [.. Enumerable.Range(0, (samples + 1) / 2).Select(i => Temperature(i / 250.0))], 1e-3, 20),
    ];
}
