using System.Globalization;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.Wfdb;

public class WfdbReaderTests
{
    private static readonly FormatOptions Lead2 = Column(Modality.Ecg, "MLII");

    [Theory]
    [InlineData("wfdb212.hea")]
    [InlineData("wfdb212.dat")]
    public void Format_212_is_read_from_its_header_or_its_samples(string file)
    {
        RecordingData data = Read(PathOf(file), [Modality.Ecg], Lead2);
        Channel ecg = data.Recording.Channels[0];
        Assert.Equal((250, 1000), (ecg.SamplingRateHz, ecg.Samples.Length));
        AssertFollows(Ecg, ecg, 0.51 / 400);
        Assert.Equal(new GapSummary(Modality.Ecg, 1, 1.2, 0.04, 0.04), Assert.Single(data.Gaps));
    }

    [Theory]
    [InlineData("MLII")]
    [InlineData("V5")]
    public void Values_equal_those_read_by_BioSig(string lead)
    {
        double[] ours = Read(PathOf("wfdb212.hea"), [Modality.Ecg], Column(Modality.Ecg, lead)).Recording.Channels[0].Samples;
        double[] theirs = [.. File.ReadLines(PathOf($"biosig_{lead}.txt")).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
        Assert.Equal(ours.Length, theirs.Length);
        for (int i = 0; i < ours.Length; i++)
            if (double.IsFinite(ours[i]))
                Assert.Equal(theirs[i], ours[i], 5e-6);
    }

    [Fact]
    public void Two_leads_are_ambiguous() => Assert.Contains(
        "2 signals of ECG (MLII, V5). Say which is wanted: --column ecg=NAME", Refusal(PathOf("wfdb212.hea"), [Modality.Ecg]));

    [Fact]
    public void Format_16_has_several_files_rates_offsets_and_skews()
    {
        RecordingFile file = RecordingFile.Open(PathOf("wfdb16.hea"));
        Assert.Equal([256.0, 64, 64], file.Signals.Select(s => s.SamplingRateHz));
        RecordingData data = file.Read([Modality.Ecg, Modality.Eda, Modality.Temperature], Device.Chest);
        AssertFollows(Ecg, data.Recording.Channels[0], 0.51 / 2000);
        AssertFollows(Eda, data.Recording.Channels[1], 0.51 / 1000);
        AssertFollows(Temperature, data.Recording.Channels[2], 0.51 / 100);
        Assert.Equal(new GapSummary(Modality.Temperature, 1, 253 / 64.0, 3 / 64.0, 3 / 64.0), Assert.Single(data.Gaps));
    }

    [Theory]
    [InlineData("212 400(12)", "80 400(12)", "stored in format 80")]
    [InlineData("wfdb212 2", "wfdb212/3 2", "several segments")]
    [InlineData("wfdb212 2", "wfdb212 3", "announces 3 signals and describes 2")]
    [InlineData("wfdb212.dat 212 400(12)", "../wfdb212.dat 212 400(12)", "only files beside the header")]
    [InlineData("wfdb212.dat 212 400(12)", "/etc/passwd 212 400(12)", "only files beside the header")]
    [InlineData("wfdb212.dat 212 400(12)", "wfdb212.dat 16 400(12)", "different formats or at different offsets")]
    [InlineData("250 1000", "250 1001", "truncated: 1 of 1001 frames are missing")]
    [InlineData("250 1000", "250 999", "its header says")]
    [InlineData(" 12 12 12 ", " 12 12 13 ", "begins with 12, not with 13")]
    [InlineData("400(12)/mV", "400(12)/kOhm", "'kOhm', which cannot be turned into mV")]
    public void An_invalid_or_unsupported_header_is_refused(string old, string changed, string expected)
    {
        using TemporaryFolder folder = new();
        Assert.Contains(expected, Refusal(Copy(folder, old, changed), [Modality.Ecg], Lead2));
    }

    [Fact]
    public void A_damaged_sample_fails_the_checksum()
    {
        using TemporaryFolder folder = new();
        string path = Copy(folder, "x", "x");
        byte[] data = File.ReadAllBytes(folder["wfdb212.dat"]);
        data[900] ^= 4;
        File.WriteAllBytes(folder["wfdb212.dat"], data);
        Assert.Contains("wfdb212.dat is damaged", Refusal(path, [Modality.Ecg], Lead2));
    }

    [Fact]
    public void An_uncalibrated_signal_needs_a_unit_option()
    {
        using TemporaryFolder folder = new();
        string path = Copy(folder, "400(12)/mV", "0(12)/mV");
        Assert.Contains("--unit ecg=UNIT", Refusal(path, [Modality.Ecg], Lead2));
        RecordingData data = Read(path, [Modality.Ecg], Lead2 with { Units = Unit(Modality.Ecg, "mV").Units });
        AssertFollows(t => 2 * Ecg(t), data.Recording.Channels[0], 1.02 / 400);
    }

    [Fact]
    public void Samples_without_their_header_are_refused()
    {
        using TemporaryFolder folder = new();
        File.Copy(PathOf("wfdb212.dat"), folder["alone.dat"]);
        Assert.Contains("alone.hea", Assert.Throws<FileNotFoundException>(
            () => RecordingFile.Open(folder["alone.dat"], Format("wfdb"))).Message);
    }

    private static string Copy(TemporaryFolder folder, string old, string changed)
    {
        string header = File.ReadAllText(PathOf("wfdb212.hea"));
        File.WriteAllText(folder["wfdb212.hea"], header.Replace(old, changed));
        File.Copy(PathOf("wfdb212.dat"), folder["wfdb212.dat"]);
        return folder["wfdb212.hea"];
    }
}
