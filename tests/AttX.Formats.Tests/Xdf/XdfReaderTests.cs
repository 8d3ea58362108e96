using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.Xdf;

/// <summary>Expected times of the real files are those that pyxdf's own tests state for them.</summary>
public sealed class XdfReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Streams_are_brought_to_one_clock_and_begin_together()
    {
        XdfFileBytes file = new XdfFileBytes("2024-05-06T07:08:09+0200")
            .Stream(1, "Polar", "ECG", "float32", 130, ("ECG", "microvolts"))
            .Stream(2, "Shimmer", "misc", "double64", 50, ("GSR", "uS"), ("skin temp", "degC"))
            .Stream(3, "Tags", "Markers", "string", 0);
        for (int s = 0; s < 20; s++)
        {
            file.Clock(1, 1000 + s, -900 + 1e-4 * s).Clock(2, 5000 + s, -4900);
            file.Samples(1, Enumerable.Range(s * 130, 130).Select(i => ((double?)(1000 + i / 130.0), BitConverter.GetBytes((float)(1000 * Ecg(i / 130.0))))));
            file.Samples(2, Enumerable.Range(s * 50, 50).Select(i => (i % 50 == 0 ? 5002 + i / 50.0 : (double?)null,
                (byte[])[.. BitConverter.GetBytes(Eda(2 + i / 50.0)), .. BitConverter.GetBytes(Temperature(2 + i / 50.0))])));
        }

        file.Samples(3, [(105.5, XdfFileBytes.Text("stress")), (103, XdfFileBytes.Text("begin"))]);
        RecordingFile opened = Open(file);
        Assert.Equal("xdf", opened.Format.Name);
        Assert.Equal(["Polar/ECG", "Shimmer/GSR", "Shimmer/skin temp"], opened.Signals.Select(s => s.Name));
        Assert.Equal([130.0, 50, 50], opened.Signals.Select(s => s.SamplingRateHz));
        RecordingData data = opened.Read([Modality.Ecg, Modality.Eda, Modality.Temperature], Device.Chest);
        AssertFollows(Ecg, data.Recording.Channels[0], 1e-3, startSeconds: 2);
        AssertFollows(Eda, data.Recording.Channels[1], 1e-9, startSeconds: 2);
        AssertFollows(Temperature, data.Recording.Channels[2], 1e-9, startSeconds: 2);
        Assert.Equal([18 * 130, 20 * 50], data.Recording.Channels.Take(2).Select(c => c.Samples.Length));
        Assert.Equal([new Event(1, "begin"), new Event(3.5, "stress")], data.Recording.Events.Select(e => e with { Seconds = Math.Round(e.Seconds, 3) }));
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 5, 8, 11, TimeSpan.Zero), data.Recording.Start!.Value, TimeSpan.FromSeconds(0.01));
        Assert.Empty(data.Notes);
    }

    [Theory]
    [InlineData("int8", 1)]
    [InlineData("int16", 2)]
    [InlineData("int32", 4)]
    [InlineData("int64", 8)]
    [InlineData("float32", 4)]
    [InlineData("double64", 8)]
    public void Every_format_of_values_is_read(string format, int bytes)
    {
        byte[] Value(int x) => format switch
        {
            "float32" => BitConverter.GetBytes((float)x),
            "double64" => BitConverter.GetBytes((double)x),
            _ => BitConverter.GetBytes((long)x)[..bytes],
        };
        RecordingFile file = Open(new XdfFileBytes().Stream(7, "PPG", "PPG", format, 10)
            .Samples(7, Enumerable.Range(-5, 10).Select(i => ((double?)(i / 10.0), Value(i)))));
        Assert.Equal(Enumerable.Range(-5, 10).Select(i => (double)i), file.Read([Modality.Bvp], Device.Wrist).Recording.Channels[0].Samples);
    }

    [Fact]
    public void Jitter_is_removed_and_pauses_are_gaps()
    {
        Random random = new(1);
        XdfFileBytes file = new XdfFileBytes().Stream(1, "ppg", "PPG", "float32", 64);
        foreach (int from in new[] { 0, 64 * 40 })
            file.Samples(1, Enumerable.Range(from, 64 * 20).Select(i =>
                ((double?)(i / 64.0 + 0.004 * (random.NextDouble() - 0.5)), BitConverter.GetBytes((float)Ecg(i / 64.0)))));
        RecordingData data = Open(file).Read([Modality.Bvp], Device.Wrist);
        Assert.Equal(64 * 60, data.Recording.Channels[0].Samples.Length);
        AssertFollows(Ecg, data.Recording.Channels[0], 1e-6);
        Assert.Equal(20, Assert.Single(data.Gaps).TotalSeconds);
    }

    [Fact]
    public void Samples_of_another_speed_than_the_nominal_one_come_at_the_measured_one()
    {
        RecordingFile file = Open(new XdfFileBytes().Stream(1, "ppg", "PPG", "float32", 64)
            .Samples(1, Enumerable.Range(0, 5000).Select(i => ((double?)(i / 55.5), BitConverter.GetBytes(1f)))));
        Assert.Equal(55.5, file.Signals[0].SamplingRateHz, 1e-9);
        Assert.Contains("came at 55.5 Hz, not at 64 Hz", Assert.Single(file.Notes));
    }

    [Fact]
    public void Numbers_that_come_when_they_come_are_events_and_empty_streams_are_noted()
    {
        RecordingFile file = Open(new XdfFileBytes().Stream(1, "Keys", "Triggers", "int32", 0).Stream(2, "ppg", "PPG", "float32", 4).Stream(3, "none", "ECG", "float32", 4)
            .Samples(2, Enumerable.Range(0, 40).Select(i => ((double?)(i / 4.0), BitConverter.GetBytes(1f))))
            .Samples(1, [(2.5, BitConverter.GetBytes(12))]));
        Assert.Equal([new Event(2.5, "12")], file.Read([Modality.Bvp], Device.Wrist).Recording.Events);
        Assert.Equal([new Event(2.5, "12")], file.Read([], Device.Wrist).Recording.Events);
        Assert.Equal("Stream none is empty.", Assert.Single(file.Notes));
    }

    [Fact]
    public void Events_of_one_stream_can_be_asked_for()
    {
        File.WriteAllBytes(_folder["two.xdf"], new XdfFileBytes().Stream(1, "Keys", "Triggers", "int32", 0).Stream(2, "ppg", "PPG", "float32", 4)
            .Stream(3, "Blocks", "Markers", "string", 0).Samples(2, Enumerable.Range(0, 40).Select(i => ((double?)(i / 4.0), BitConverter.GetBytes(1f))))
            .Samples(1, [(2.5, BitConverter.GetBytes(12))]).Samples(3, [(3, XdfFileBytes.Text("stress"))]).Bytes);
        Assert.Equal([new Event(3, "stress")], Read(_folder["two.xdf"], [], new FormatOptions { EventStream = "blocks" }).Recording.Events);
        Assert.Contains("has no stream 'Block'; it has Keys, ppg, Blocks", Refusal(_folder["two.xdf"], [], new FormatOptions { EventStream = "Block" }));
    }

    [Fact]
    public void A_file_cut_in_a_chunk_keeps_what_is_whole()
    {
        byte[] bytes = Ppg(4).Bytes;
        RecordingFile file = Open(bytes[..^5]);
        Assert.Equal(30, file.Read([Modality.Bvp], Device.Wrist).Recording.Channels[0].Samples.Length);
        Assert.Contains("The file is cut or damaged from byte", Assert.Single(file.Notes));
    }

    [Fact]
    public void Damage_is_passed_over_to_the_next_boundary()
    {
        XdfFileBytes file = Ppg(1).Raw(3, 1, 2, 3, 4, 5).Boundary()
            .Samples(1, Enumerable.Range(1000, 10).Select(i => ((double?)(i / 10.0), BitConverter.GetBytes((float)i))));
        RecordingFile opened = Open(file);
        double[] samples = opened.Read([Modality.Bvp], Device.Wrist).Recording.Channels[0].Samples;
        Assert.Equal(1010, samples.Length);
        Assert.Equal([.. Enumerable.Range(0, 10), .. Enumerable.Range(1000, 10)], samples.Where(double.IsFinite).Select(x => (int)x));
        Assert.Contains("are damaged and not used", Assert.Single(opened.Notes));
    }

    [Theory]
    [InlineData(2_000_000_000)]
    [InlineData(-1)]
    public void A_chunk_of_more_samples_than_it_has_bytes_is_not_used(int count)
    {
        XdfFileBytes file = Ppg(1);
        RecordingFile opened = Open([.. file.Bytes, 1, 14, 3, 0, 1, 0, 0, 0, 4, .. BitConverter.GetBytes(count), 0, 0, 0]);
        Assert.Contains("samples are announced", Assert.Single(opened.Notes));
        Assert.Equal(10, opened.Signals[0].Samples);
    }

    [Fact]
    public void Time_stamps_that_would_take_all_memory_are_refused()
    {
        byte[] value = BitConverter.GetBytes(1f);
        Assert.Contains("samples are missing", Assert.Throws<InvalidDataException>(() => Open(new XdfFileBytes().Stream(1, "ppg", "PPG", "float32", 1000)
            .Samples(1, [(0, value), (0.001, value), (1e9, value), (1e9 + 0.001, value)]))).Message);
        Assert.Contains("has no stream", Assert.Throws<InvalidDataException>(() => Open(new XdfFileBytes().Stream(1, "ppg", "PPG", "float128", 10))).Message);
        Assert.Contains("has no stream", Assert.Throws<InvalidDataException>(() => Open("XDF:"u8.ToArray())).Message);
    }

    [Fact]
    public void A_header_cannot_refer_to_other_files()
    {
        const string Xml = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><info><name>&b;</name></info>";
        byte[] chunk = [1, (byte)(Xml.Length + 6), 2, 0, 1, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes(Xml)];
        Assert.Contains("is no XML that can be read", Assert.Throws<InvalidDataException>(() => Open(new XdfFileBytes().Raw(chunk))).Message);
    }

    [Fact]
    public void The_specifications_example_is_read()
    {
        RecordingFile file = RecordingFile.Open(DeviceFiles.PathOf("xdf", "minimal.xdf"));
        Assert.Equal(["SendDataC/1", "SendDataC/2", "SendDataC/3"], file.Signals.Select(s => s.Name));
        RecordingData data = Read(DeviceFiles.PathOf("xdf", "minimal.xdf"), [Modality.Bvp], Column(Modality.Bvp, "SendDataC/2"));
        Assert.Equal([255.0, 22, 23, 24, 25, 22, 23, 24, 25], data.Recording.Channels[0].Samples);
        Assert.Equal(["Hello", "World", "from", "LSL", "Hello", "World", "from", "LSL"], data.Recording.Events.Skip(1).Select(e => e.Name));

        // The stream of numbers begins at 5.1 s − 0.1 s of its clock's offset; that of texts has no offset.
        Assert.Equal([0.1, 0.2, 0.3], data.Recording.Events.Take(3).Select(e => Math.Round(e.Seconds, 9)));
    }

    [Fact]
    public void Real_resets_of_the_clock_are_found_and_corrected()
    {
        string path = DeviceFiles.PathOf("xdf", "clock_resets.xdf");
        RecordingFile file = RecordingFile.Open(path);
        Assert.Equal(8, file.Signals.Count);
        Assert.Equal(92.934, file.Signals[0].SamplingRateHz, 1e-3);
        Assert.Contains(file.Notes, n => n.StartsWith("The clock of stream BioSemi was set anew once", StringComparison.Ordinal));
        RecordingData data = Read(path, [Modality.Bvp], Column(Modality.Bvp, "1"));
        Assert.Equal(175, data.Recording.Events.Count);
        Assert.Single(data.Gaps);
    }

    [Fact]
    public void Real_empty_streams_are_noted()
    {
        string path = DeviceFiles.PathOf("xdf", "empty_streams.xdf");
        RecordingFile file = RecordingFile.Open(path);
        Assert.Equal(["Data stream: test stream 0 counter/ch:00"], file.Signals.Select(s => s.Name));
        Assert.Equal(2, file.Notes.Count(n => n.EndsWith("is empty.", StringComparison.Ordinal)));
        RecordingData data = Read(path, [Modality.Bvp], Column(Modality.Bvp, "1"));
        Assert.Equal(10, data.Recording.Channels[0].Samples.Length);
        Assert.Equal("{\"state\": 2}", Assert.Single(data.Recording.Events).Name);
        Assert.Equal(new DateTime(2025, 1, 31), data.Recording.Start!.Value.UtcDateTime.Date);
    }

    private static XdfFileBytes Ppg(int chunks)
    {
        XdfFileBytes file = new XdfFileBytes().Stream(1, "ppg", "PPG", "float32", 10);
        for (int c = 0; c < chunks; c++)
            file.Samples(1, Enumerable.Range(10 * c, 10).Select(i => ((double?)(i / 10.0), BitConverter.GetBytes((float)i))));
        return file;
    }

    private RecordingFile Open(XdfFileBytes file) => Open(file.Bytes);

    private RecordingFile Open(byte[] bytes)
    {
        File.WriteAllBytes(_folder["a.xdf"], bytes);
        return RecordingFile.Open(_folder["a.xdf"]);
    }
}
