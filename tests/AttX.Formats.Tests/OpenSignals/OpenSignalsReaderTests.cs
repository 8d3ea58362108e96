using AttX.Formats.Catalogue;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.OpenSignals;

/// <summary>The files follow WESAD's SX_respiban.txt and PLUX's description of the format, as no program here writes them.</summary>
public class OpenSignalsReaderTests
{
    [Fact]
    public void A_RespiBAN_is_read_by_its_transfer_functions()
    {
        RecordingFile file = RecordingFile.Open(PathOf("respiban.txt"));
        Assert.Equal("opensignals", file.Format.Name);
        Assert.Equal(["mV", "µS", "mV", "°C", "g", "g", "g", "%"], file.Signals.Select(s => s.Unit));
        RecordingData data = file.Read([Modality.Ecg, Modality.Eda, Modality.Emg, Modality.Respiration], Device.Chest);
        Assert.All(data.Recording.Channels, c => Assert.Equal(700, c.SamplingRateHz));
        AssertFollows(Ecg, data.Recording.Channels[0], 0.51 * 3 / 65536);
        AssertFollows(Eda, data.Recording.Channels[1], 0.51 * 25 / 65536);
        Assert.All(data.Recording.Channels.Skip(2), c => AssertFollows(_ => 0, c, 1e-12));
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void Temperature_and_acceleration_follow_WESADs_readme()
    {
        // 40000 counts are 15664.77 ohm and 15.0607 degrees by the readme's formula, 38000 are the calibration's 1 g.
        Modality[] modalities = [Modality.Temperature, Modality.Acceleration];
        RecordingData data = Read(PathOf("respiban.txt"), modalities, Column(Modality.Acceleration, "CH7"));
        Assert.Equal(15.060699, data.Recording.Channels[0].Samples[0], 1e-6);
        Assert.Equal(1, data.Recording.Channels[1].Samples[0], 1e-12);
        double[][] axes = [.. Read(PathOf("respiban.txt"), modalities).Recording.Channels[1].Axes];
        Assert.Equal(3, axes.Length);
        Assert.Equal(data.Recording.Channels[1].Samples, axes[2]);
    }

    [Fact]
    public void Two_BITalinos_share_a_row()
    {
        RecordingFile file = RecordingFile.Open(PathOf("bitalino.txt"));
        const string First = "84:BA:20:5E:FF:58", Second = "84:BA:20:5E:FF:59";
        Assert.Equal([$"{First}/A1", $"{First}/A2", $"{Second}/A1", $"{Second}/A2"], file.Signals.Select(s => s.Name));
        RecordingData data = file.Read([Modality.Ecg, Modality.Eda], Device.Chest);
        AssertFollows(Ecg, data.Recording.Channels[0], 0.51 * 3 / 1024);
        AssertFollows(Eda, data.Recording.Channels[1], 0.51 * 25 / 1024);
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void Lost_samples_are_noted()
    {
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder["lost.txt"], File.ReadLines(PathOf("bitalino.txt")).Where((_, i) => i is not (20 or 21 or 60)));
        Assert.Contains("break 4 times", Assert.Single(RecordingFile.Open(folder["lost.txt"]).Notes));
    }

    [Theory]
    [InlineData("bitalino_rev", "biosignalsplux", Modality.Ecg, "'counts of biosignalsplux', which cannot be turned into mV")]
    [InlineData("\"convertedValues\": 0", "\"convertedValues\": 1", Modality.Ecg, "does not say its unit")]
    [InlineData("\"sampling rate\": 100", "\"sampling rate\": 0", Modality.Ecg, "one sampling rate above 0")]
    [InlineData("\"sampling rate\": 100, \"resolution\"", "\"resolution\"", Modality.Ecg, "description of the devices is damaged")]
    [InlineData("[4, 1, 1, 1, 1, 10, 10]", "[4]", Modality.Eda, "'counts of bitalino_rev'")]
    [InlineData("# {", "# [", Modality.Ecg, "has no line '# {…}'")]
    [InlineData("EndOfHeader", "EndOfHeader\n1\t2", Modality.Ecg, "line 4 has 2 fields instead of 14")]
    public void A_sensor_of_unknown_scale_is_refused(string old, string changed, Modality modality, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["changed.txt"], File.ReadAllText(PathOf("bitalino.txt")).Replace(old, changed));
        Assert.Contains(expected, Refusal(folder["changed.txt"], [modality]));
    }

    [Fact]
    public void The_first_BITalino_measures_resistance()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["first.txt"], File.ReadAllText(PathOf("bitalino.txt")).Replace("bitalino_rev", "bitalino"));
        double counts = Math.Round(1024 * Eda(0) * 0.132 / 3.3);
        RecordingData data = Read(folder["first.txt"], [Modality.Eda]);
        Assert.Equal(1 / (1 - counts / 1024), data.Recording.Channels[0].Samples[0], 1e-12);
        Assert.Contains("is a resistance in MΩ; the conductance 1/R in µS is used", Assert.Single(data.Notes));
    }

    [Theory]
    [InlineData("kΩ", 1)]
    [InlineData("kOhm", 1)]
    [InlineData("MOhm", 1000)]
    public void A_converted_resistance_becomes_a_conductance(string unit, double kiloohms)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["converted.txt"], "# OpenSignals Text File Format. Version 1\n# {\"00:11\": {\"sensor\": [\"EDA (" + unit +
            ")\"], \"column\": [\"nSeq\", \"A1\"], \"label\": [\"A1\"], \"sampling rate\": 10, \"convertedValues\": 1, \"resolution\": [4, 10], " +
            "\"date\": \"2024-5-6\", \"time\": \"7:8:9.5\"}}\n# EndOfHeader\n0\t250\n1\t500\n2\t0\n");
        RecordingData data = Read(folder["converted.txt"], [Modality.Eda]);
        Assert.Equal([4 / kiloohms, 2 / kiloohms, double.NaN], data.Recording.Channels[0].Samples);
        Assert.Contains($"is a resistance in {unit}", Assert.Single(data.Notes));
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 7, 8, 9, 500, TimeSpan.Zero), data.Recording.Start);
    }
}
