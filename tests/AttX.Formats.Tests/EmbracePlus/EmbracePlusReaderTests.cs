using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.EmbracePlus;

public sealed class EmbracePlusReaderTests : IDisposable
{
    private const double T0 = 1_700_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("null")]
    [InlineData("deflate")]
    public void A_file_is_read_with_its_units_events_and_clock(string codec)
    {
        Write("a.avro", T0, 20, codec: codec);
        RecordingFile file = RecordingFile.Open(_folder["a.avro"]);
        Assert.Equal("embraceplus", file.Format.Name);
        Assert.Equal(["BVP", "EDA", "ACC x", "ACC y", "ACC z"], file.Signals.Select(s => s.Name));
        Assert.Equal([64.0, 4, 32, 32, 32], file.Signals.Select(s => s.SamplingRateHz));
        RecordingData data = file.Read([Modality.Bvp, Modality.Eda], Device.Wrist);
        AssertFollows(Ecg, data.Recording.Channels[0], 1e-6);
        AssertFollows(Eda, data.Recording.Channels[1], 1e-6);
        Assert.Equal([new Event(0.25, "systolic peak"), new Event(1.5, "tag")], data.Recording.Events.Select(e => e with { Seconds = Math.Round(e.Seconds, 5) }));
        Assert.Equal(new DateTimeOffset(2023, 11, 14, 16, 13, 20, TimeSpan.FromHours(-6)), data.Recording.Start);
        Assert.Equal(TimeSpan.FromHours(-6), data.Recording.Start!.Value.Offset);
    }

    [Fact]
    public void Counts_of_the_accelerometer_become_g()
    {
        Write("a.avro", T0, 2);
        IReadOnlyList<double[]> axes = Read(_folder["a.avro"], [Modality.Acceleration], device: Device.Wrist).Recording.Channels[0].Axes;
        Assert.Equal([0, 1, -1], axes.Select(a => a[0]));
        Assert.Equal([32 / 65536.0, 1 + 32 / 65536.0, -1 + 32 / 65536.0], axes.Select(a => a[1]));
    }

    [Fact]
    public void Files_of_a_folder_are_joined_by_their_time_stamps_and_gaps_stay_gaps()
    {
        Write("b.avro", T0 + 20.04, 10);
        Write("a.avro", T0, 20);
        Write("c.avro", T0 + 40, 10);
        RecordingData data = Read(_folder.FullPath, [Modality.Bvp, Modality.Eda], device: Device.Wrist);
        (double[] bvp, double[] eda) = (data.Recording.Channels[0].Samples, data.Recording.Channels[1].Samples);
        Assert.Equal([50 * 64, 50 * 4], [bvp.Length, eda.Length]);
        Assert.All(Enumerable.Range(0, 50 * 64), i => Assert.Equal(i is >= 30 * 64 and < 40 * 64, double.IsNaN(bvp[i])));
        Assert.Equal(Ecg(45), bvp[45 * 64], 1e-6);
        Assert.Equal(Ecg(20.04), bvp[20 * 64], 1e-6);
        Assert.Equal([10.0, 10], data.Gaps.Select(g => g.TotalSeconds));
        Assert.Equal(3, data.Recording.Events.Count(e => e.Name == "tag"));
        Assert.Contains("3 files are joined", Assert.Single(data.Notes));
    }

    [Fact]
    public void A_measured_rate_that_drifts_is_kept()
    {
        Write("a.avro", T0, 1000, rateFactor: 1.001);
        Assert.Equal(64.064, RecordingFile.Open(_folder["a.avro"]).Signals[0].SamplingRateHz, 1e-4);
    }

    [Fact]
    public void Files_that_cannot_be_one_recording_are_refused()
    {
        Write("a.avro", T0, 20);
        Write("b.avro", T0 + 10, 20);
        Assert.Contains("b.avro and a.avro overlap: bvp begins 10 s before it has ended", Refusal(_folder.FullPath, [Modality.Eda], device: Device.Wrist));
        Write("b.avro", T0 + 20, 20, participant: "P2");
        Assert.Contains("holds recordings of P1 with device SN1 (a.avro) and of P2", Refusal(_folder.FullPath, [Modality.Eda], device: Device.Wrist));
        Write("b.avro", T0 + 20, 20, rateFactor: 2);
        Assert.Contains("128 Hz in b.avro, but 64 Hz in a.avro", Refusal(_folder.FullPath, [Modality.Eda], device: Device.Wrist));
        Write("b.avro", T0 + 1e8, 20);
        Assert.Contains("samples are missing", Refusal(_folder.FullPath, [Modality.Eda], device: Device.Wrist));
    }

    [Fact]
    public void A_real_session_of_three_files_is_read()
    {
        RecordingFile file = RecordingFile.Open(DeviceFiles.PathOf("embraceplus"));
        Assert.Equal(["BVP", "EDA", "TEMP", "ACC x", "ACC y", "ACC z", "STEPS"], file.Signals.Select(s => s.Name));
        Assert.Equal([64.0, 4, 1, 64, 64, 64], file.Signals.Take(6).Select(s => s.SamplingRateHz));
        RecordingData data = file.Read([Modality.Bvp, Modality.Eda, Modality.Temperature], Device.Wrist);

        // The first file's temperature begins last, 0.750031 s after its EDA: 63.7 samples of BVP and 3 of EDA are left out.
        Assert.Equal(115200 + 115136 + 384 - 64, data.Recording.Channels[0].Samples.Length);
        Assert.Equal(7210 + 7190 + 30 - 3, data.Recording.Channels[1].Samples.Length);
        Assert.Equal(0.0765, Read(Path.Combine(DeviceFiles.PathOf("embraceplus"), "1-1-MED1_1714159675.avro"), [Modality.Eda], device: Device.Wrist)
            .Recording.Channels[0].Samples[0], 1e-4);
        Assert.Equal(31.375, data.Recording.Channels[2].Samples[0]);
        Assert.Empty(data.Gaps);
        Assert.Equal(2512 + 2457 + 8, data.Recording.Events.Count(e => e.Name == "systolic peak"));
        Assert.Equal(new DateTime(2024, 4, 26, 13, 27, 56), data.Recording.Start!.Value.DateTime, TimeSpan.FromSeconds(1));
    }

    private void Write(string name, double start, int seconds, string codec = "deflate", string participant = "P1", double rateFactor = 1) =>
        File.WriteAllBytes(_folder[name], EmbracePlusFileBytes.Write(start, seconds, codec, participant, rateFactor));
}
