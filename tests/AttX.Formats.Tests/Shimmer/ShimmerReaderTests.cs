using AttX.Formats.Catalogue;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.Shimmer;

public sealed class ShimmerReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"sep=;\"\n", ';')]
    [InlineData("sep=,\n", ',')]
    [InlineData("", '\t')]
    public void Names_units_and_time_stamps_are_told_apart(string first, char separator)
    {
        string Row(params string[] fields) => string.Join(separator, fields) + separator + "\n";
        string text = first + Row("Shimmer_1_Timestamp_FormattedUnix_RAW", "Shimmer_1_Timestamp_Unix_CAL", "Shimmer_1_GSR_Range_CAL",
            "Shimmer_1_GSR_Skin_Conductance_CAL", "Shimmer_1_GSR_Skin_Resistance_CAL", "Shimmer_1_PPG_A13_CAL", "Shimmer_1_PPGtoHR_CAL") +
            Row("no_units", "ms", "no_units", "uS", "kOhms", "mV", "BPM");
        for (int i = 0; i < 1280; i++)
            text += Row($"{i}", Number(1.7e12 + i * 1000 / 128.0), "2", Number(Eda(i / 128.0)), Number(1000 / Eda(i / 128.0)), Number(Ecg(i / 128.0)), "60");
        File.WriteAllText(_folder["a.csv"], text);
        RecordingFile file = RecordingFile.Open(_folder["a.csv"]);
        Assert.Equal("shimmer", file.Format.Name);
        Assert.Equal([null, null, Modality.Eda, null, Modality.Bvp, null], file.Signals.Select(s => s.Modality));
        RecordingData data = file.Read([Modality.Bvp, Modality.Eda], Device.Wrist);
        Assert.All(data.Recording.Channels, c => Assert.Equal(128, c.SamplingRateHz));
        AssertFollows(Ecg, data.Recording.Channels[0], 1e-9);
        AssertFollows(Eda, data.Recording.Channels[1], 1e-9);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), data.Recording.Start);
    }

    [Fact]
    public void A_resistance_becomes_a_conductance_and_is_noted()
    {
        string text = "Shimmer_1_Timestamp_Unix_CAL,Shimmer_1_GSR_Skin_Resistance_CAL\nms,kOhms\n";
        for (int i = 0; i < 100; i++)
            text += $"{Number(1.7e12 + i * 250)},{Number(i == 7 ? 0 : 1000 / Eda(i / 4.0))}\n";
        File.WriteAllText(_folder["a.csv"], text);
        RecordingData data = Read(_folder["a.csv"], [Modality.Eda]);
        AssertFollows(Eda, data.Recording.Channels[0], 1e-9);
        Assert.True(double.IsNaN(data.Recording.Channels[0].Samples[7]));
        Assert.Contains("is a resistance in kOhms; the conductance 1/R in µS is used", Assert.Single(data.Notes));
    }

    [Fact]
    public void A_real_export_is_read()
    {
        RecordingFile file = RecordingFile.Open(DeviceFiles.PathOf("shimmer", "read_test_data.csv"));
        Assert.Equal("shimmer", file.Format.Name);
        Assert.Equal(20, file.Signals.Count);
        Assert.Equal("Shimmer_40AC_GSR_Skin_Conductance_CAL", file.Signals.Single(s => s.Modality == Modality.Eda).Name);
        Assert.Equal(3, file.Signals.Count(s => s.Modality == Modality.Acceleration));
        Assert.DoesNotContain(file.Signals, s => s.Modality == Modality.Temperature);
        RecordingData data = file.Read([Modality.Eda], Device.Wrist);
        Assert.Equal(51, data.Recording.Channels[0].SamplingRateHz);
        Assert.Equal(90, data.Recording.Channels[0].Samples.Length, 2.0);
        Assert.Equal(2.493040293040293, data.Recording.Channels[0].Samples[0], 1e-9);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1595933810034), data.Recording.Start!.Value, TimeSpan.FromMilliseconds(0.1));
    }

    private static string Number(double x) => x.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
