using System.Text;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.Edf;

public class EdfReaderTests
{
    [Fact]
    public void A_file_by_EDFlib_is_described_signal_by_signal()
    {
        RecordingFile file = RecordingFile.Open(PathOf("edf_plus.edf"));
        Assert.Equal("edf", file.Format.Name);
        SignalDescription[] expected =
        [
            new("ECG I", Modality.Ecg, "mV", 128, 640), new("EDA", Modality.Eda, "uS", 16, 80),
            new("Temp skin", Modality.Temperature, "degC", 4, 20),
        ];
        Assert.Equal(expected, file.Signals);
    }

    [Fact]
    public void Every_signal_is_read_at_its_own_rate_to_one_step_of_its_codes()
    {
        RecordingData data = Read(PathOf("edf_plus.edf"), [Modality.Ecg, Modality.Temperature, Modality.Eda]);
        Assert.Equal([128, 4, 16], data.Recording.Channels.Select(c => c.SamplingRateHz));
        AssertFollows(Ecg, data.Recording.Channels[0], 1.01e-4);
        AssertFollows(Temperature, data.Recording.Channels[1], 1.01 * 25 / 65535);
        AssertFollows(Eda, data.Recording.Channels[2], 1.01 * 25 / 65535);
        Assert.Empty(data.Gaps);
        Assert.Same(LabelTrack.None, data.Recording.Labels);
    }

    [Fact]
    public void A_BDF_file_has_24_bits_and_its_units_are_converted()
    {
        RecordingData data = Read(PathOf("bdf_plus.bdf"), [Modality.Ecg, Modality.Eda]);
        AssertFollows(Ecg, data.Recording.Channels[0], 1.01 * 524287 / 16777215 * 1e-3);
        AssertFollows(Eda, data.Recording.Channels[1], 1.01e-3);
    }

    [Fact]
    public void A_fractional_rate_is_resampled_to_the_nearest_integer_and_noted()
    {
        RecordingData data = Read(PathOf("fractional.edf"), [Modality.Ecg]);
        Assert.Equal(128.5, RecordingFile.Open(PathOf("fractional.edf")).Signals[0].SamplingRateHz);
        Channel ecg = data.Recording.Channels[0];
        Assert.Equal(129, ecg.SamplingRateHz);
        Assert.Contains("128.5 Hz to 129 Hz", Assert.Single(data.Notes));
        for (int i = 16; i < ecg.Samples.Length - 16; i++)
            Assert.Equal(Ecg(i / 129.0), ecg.Samples[i], 2e-3);
        Assert.Equal(10, ecg.DurationSeconds, 0.02);
    }

    [Fact]
    public void Gaps_between_records_are_missing_samples()
    {
        // EDFlib cuts to whole steps. The records hold seconds 0 to 5 of the waves, and begin at 0, 1, 3.5, 4.5 and 7 s.
        RecordingData data = Read(PathOf("edf_gaps.edf"), [Modality.Ecg, Modality.Temperature]);
        Assert.Equal([8 * 128, 8 * 4], data.Recording.Channels.Select(c => c.Samples.Length));
        double[] ecg = data.Recording.Channels[0].Samples;
        foreach ((double begins, int record) in new[] { (0.0, 0), (1, 1), (3.5, 2), (4.5, 3), (7, 4) })
            for (int i = 0; i < 128; i++)
                Assert.Equal(Ecg(record + i / 128.0), ecg[(int)(begins * 128) + i], 1.01e-4);
        Assert.Equal(new GapSummary(Modality.Ecg, 2, 2, 1.5, 3), data.Gaps[0]);
    }

    [Fact]
    public void A_file_by_another_writer_is_read()
    {
        // BioSig writes records of one sample.
        RecordingData data = Read(PathOf("biosig.edf"), [Modality.Ecg], Column(Modality.Ecg, "V5"));
        AssertFollows(t => -Ecg(t), data.Recording.Channels[0], 0.5 / 400 + 1e-4);
    }

    [Fact]
    public void A_file_that_was_not_closed_is_read_to_its_end()
    {
        using TemporaryFolder folder = new();
        string path = Changed(folder, "edf_plus.edf", d => Put(d, 236, "-1      "));
        Assert.Equal(640, RecordingFile.Open(path).Signals[0].Samples);
    }

    [Fact]
    public void A_truncated_file_says_how_many_records_are_missing()
    {
        using TemporaryFolder folder = new();
        string path = folder["cut.edf"];
        File.WriteAllBytes(path, File.ReadAllBytes(PathOf("edf_plus.edf"))[..^500]);
        Assert.Contains("truncated: 2 of 5 data records are missing", Refusal(path, [Modality.Ecg]));
    }

    [Theory]
    [InlineData(252, "9999", "but 9999 signals make it 2560000")]
    [InlineData(252, "-3  ", "number of signals cannot be '-3'")]
    [InlineData(184, "256     ", "4 signals make it 1280")]
    [InlineData(244, "0       ", "no sampling rate")]
    [InlineData(244, "abc     ", "duration of a record cannot be 'abc'")]
    [InlineData(256 + 216 * 4, "99999999", "no complete data record")]
    [InlineData(236, "0       ", "no complete data record")]
    [InlineData(256 + 216 * 4, "0       ", "number of samples in a record cannot be '0'")]
    [InlineData(256 + 104 * 4, "3.276699", "physical range is from 3.276699 to 3.276699")]
    [InlineData(256 + 120 * 4, "32767   ", "digital range is from 32767 to 32767")]
    public void An_impossible_number_is_named(int offset, string text, string expected)
    {
        using TemporaryFolder folder = new();
        Assert.Contains(expected, Refusal(Changed(folder, "edf_plus.edf", d => Put(d, offset, text)), [Modality.Ecg]));
    }

    [Fact]
    public void Records_in_the_wrong_order_and_endless_gaps_are_refused()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("record 3 begins before record 2 has ended", Refusal(Onset(folder, "+0.5\x14\x14"), [Modality.Ecg]));
        Assert.Contains("does not say when it begins", Refusal(Onset(folder, "3.5\x14\x14\0"), [Modality.Ecg]));
        string last = Changed(folder, "edf_gaps.edf", d => Put(d, d.AsSpan().LastIndexOf("+7\x14"u8), "+9e9\x14\x14"));
        Assert.Contains("does not say", Refusal(last, [Modality.Ecg]));
        last = Changed(folder, "edf_gaps.edf", d => Put(d, d.AsSpan().LastIndexOf("+7\x14"u8), "+999999999999\x14\x14"));
        Assert.Contains("samples are missing", Refusal(last, [Modality.Ecg]));
        last = Changed(folder, "edf_gaps.edf", d => Put(d, d.AsSpan().LastIndexOf("+7\x14"u8), "+999999999999999999999999999999\x14\x14"));
        Assert.Contains("record 5 begins 1E+30 s after the first, as no recording does", Refusal(last, [Modality.Ecg]));
    }

    [Fact]
    public void An_unknown_unit_is_refused_until_it_is_given()
    {
        using TemporaryFolder folder = new();
        string path = Changed(folder, "edf_plus.edf", d => Put(d, 256 + 96 * 4, "        "));
        Assert.Contains("--unit ecg=UNIT", Refusal(path, [Modality.Ecg]));
        RecordingData data = Read(path, [Modality.Ecg], Unit(Modality.Ecg, "V"));
        AssertFollows(t => 1000 * Ecg(t), data.Recording.Channels[0], 0.101);
    }

    private static string Onset(TemporaryFolder folder, string onset) =>
        Changed(folder, "edf_gaps.edf", d => Put(d, d.AsSpan().IndexOf("+3.5\x14"u8), onset));

    private static string Changed(TemporaryFolder folder, string golden, Action<byte[]> change)
    {
        byte[] data = File.ReadAllBytes(PathOf(golden));
        change(data);
        File.WriteAllBytes(folder["changed.edf"], data);
        return folder["changed.edf"];
    }

    private static void Put(byte[] data, int offset, string text) => Encoding.Latin1.GetBytes(text).CopyTo(data, offset);

    [Fact]
    public void A_real_Faros_is_read_with_its_units()
    {
        RecordingFile file = RecordingFile.Open(DeviceFiles.PathOf("faros", "testfile_read.EDF"));
        Assert.Equal("edf", file.Format.Name);
        SignalDescription ecg = file.Signals.Single(s => s.Modality == Modality.Ecg);
        Assert.Equal(("ECG", "uV", 500.0), (ecg.Name, ecg.Unit, ecg.SamplingRateHz));
        Assert.Equal(["mg", "mg", "mg"], file.Signals.Where(s => s.Modality == Modality.Acceleration).Select(s => s.Unit));
        RecordingData data = file.Read([Modality.Ecg], Device.Chest);

        // The first code is 0xF7AA, −2134, of ±32767 for −32768 to 32767 µV.
        Assert.Equal(-2.134, data.Recording.Channels[0].Samples[0], 1e-3);
        Assert.Equal(new DateTimeOffset(2018, 10, 12, 16, 54, 12, TimeSpan.Zero), data.Recording.Start);
    }

    [Fact]
    public void Annotations_are_events_in_seconds_after_the_first_record()
    {
        static string Field(string text, int length) => text.PadRight(length);
        string[] lists = ["+0.5\x14\x14\0+1.75\x14stress\x14µ\x14\0", "+1.5\x14\x14\0+1\x15" + "2\x14rest\x14\0", "+2.5\x14\x14\0x\x14y\0"];
        string header = Field("0", 8) + Field("X X X X", 80) + Field("Startdate 06-MAY-2085 X X X", 80) + "06.05.8407.08.09" + Field("768", 8) + Field("EDF+C", 44) +
            Field("3", 8) + Field("1", 8) + Field("2", 4) + Field("ECG", 16) + Field("EDF Annotations", 16) + new string(' ', 160) + Field("mV", 8) + Field("", 8) +
            Field("-1", 8) + Field("-1", 8) + Field("1", 8) + Field("1", 8) + Field("-32768", 8) + Field("-32768", 8) + Field("32767", 8) + Field("32767", 8) +
            new string(' ', 160) + Field("4", 8) + Field("32", 8) + new string(' ', 64);
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.edf"], [.. System.Text.Encoding.ASCII.GetBytes(header),
            .. lists.SelectMany(l => (byte[])[.. new byte[8], .. System.Text.Encoding.UTF8.GetBytes(l), .. new byte[64 - System.Text.Encoding.UTF8.GetByteCount(l)]])]);
        RecordingData data = Read(folder["a.edf"], [Modality.Ecg]);
        Assert.Equal([new Event(0.5, "rest", 2), new Event(1.25, "stress"), new Event(1.25, "µ")], data.Recording.Events);
        Assert.Equal(new DateTimeOffset(2084, 5, 6, 7, 8, 9, TimeSpan.Zero), data.Recording.Start);
    }
}
