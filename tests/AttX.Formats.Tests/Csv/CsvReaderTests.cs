using System.Globalization;
using System.Text;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Testing;
using static AttX.Formats.Tests.Waves;

namespace AttX.Formats.Tests.Csv;

public sealed class CsvReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("time_s,ecg_mV,eda_uS", ",", 1, 1)]
    [InlineData("Time (ms);ECG (µV);EDA (nS)", ";", 1000, 1000)]
    [InlineData("timestamp [us]\tEKG/V\tGSR [S]", "\t", 1e6, 1e-6)]
    [InlineData("sep=,\nt_s,\"ECG, mV\",\"EDA [umho]\"", ",", 1, 1)]
    [InlineData("time,lead ECG,EDA CAL\nms,mV,uS", ",", 1000, 1)]
    public void Headers_give_names_and_units(string header, string delimiter, double timeScale, double scale)
    {
        // The µV column holds thousands of the wave, the V column thousandths; S millionths.
        double ecgScale = header.Contains('V') && header.Contains("EKG/V") ? 1e-3 : scale;
        string path = Write(header, Rows(128, 256, (t, k) => Join(delimiter, t * timeScale, Ecg(t) * ecgScale, Eda(t) * scale)));
        RecordingData data = Read(path, [Modality.Ecg, Modality.Eda]);
        Assert.Equal([128, 128], data.Recording.Channels.Select(c => c.SamplingRateHz));
        AssertFollows(Ecg, data.Recording.Channels[0], 1e-9);
        AssertFollows(Eda, data.Recording.Channels[1], 1e-9);
        Assert.Empty(data.Gaps);
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void A_foreign_table_with_a_text_column_is_read()
    {
        RecordingData data = Read(PathOf("table.csv"), [Modality.Ecg, Modality.Eda]);
        Assert.Equal([50, 50], data.Recording.Channels.Select(c => c.SamplingRateHz));
        AssertFollows(Ecg, data.Recording.Channels[0], 0.51e-5);
        AssertFollows(Eda, data.Recording.Channels[1], 0.51e-4);
        Assert.Contains("line 9, field 4: 'tone' is no number", Refusal(PathOf("table.csv"), [Modality.Emg], Column(Modality.Emg, "event") with
        {
            Units = Unit(Modality.Emg, "mV").Units,
        }));
    }

    [Fact]
    public void Decimal_commas_are_allowed_between_semicolons()
    {
        string path = Write("time_s;eda_uS", Rows(4, 40, (t, k) => Join(";", t, Eda(t)).Replace('.', ',')));
        AssertFollows(Eda, Read(path, [Modality.Eda]).Recording.Channels[0], 1e-9);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("latin1", false)]
    public void The_micro_sign_survives_every_encoding(string encoding, bool mark)
    {
        Encoding named = Encoding.GetEncoding(encoding);
        string text = "time_s,EDA (µS)\n" + string.Join('\n', Rows(4, 40, (t, k) => Join(",", t, Eda(t))));
        File.WriteAllBytes(_folder["x.csv"], [.. mark ? named.GetPreamble() : [], .. named.GetBytes(text)]);
        AssertFollows(Eda, Read(_folder["x.csv"], [Modality.Eda]).Recording.Channels[0], 1e-9);
    }

    [Theory]
    [InlineData("2024-03-06T18:51:36.613Z", null)]
    [InlineData("2024-03-06 18:51:36.613+01:00", null)]
    [InlineData("1709751096.613", "Unix time in s")]
    [InlineData("1709751096613", "Unix time in ms")]
    public void Time_stamps_are_read_as_dates_or_unix_time(string first, string? note)
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch.AddMilliseconds(1709751096613);
        string Stamp(int k) => first switch
        {
            [.., 'Z'] => start.AddMilliseconds(20 * k).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            [_, _, _, _, '-', ..] => start.AddMilliseconds(20 * k).ToString("yyyy-MM-dd HH:mm:ss.fff+00:00", CultureInfo.InvariantCulture),
            [.., '.', _, _, _] => Join(",", 1709751096.613 + 0.02 * k),
            _ => Join(",", 1709751096613 + 20 * k),
        };
        RecordingData data = Read(Write("timestamp,eda_uS", Rows(50, 500, (t, k) => Stamp(k) + "," + Join(",", Eda(t)))), [Modality.Eda]);
        Assert.Equal(50, data.Recording.Channels[0].SamplingRateHz);
        AssertFollows(Eda, data.Recording.Channels[0], 1e-9);
        Assert.Equal(note is null, data.Notes.Count == 0);
        Assert.All(data.Notes, n => Assert.Contains(note!, n));
    }

    [Fact]
    public void Rounded_and_jittering_stamps_give_the_nominal_rate()
    {
        Random random = new(1);
        string rounded = Write("time_ms,ecg_mV", Rows(700, 7000, (t, k) => Join(",", Math.Floor(t * 1000), Ecg(t))));
        Assert.Equal(700, RecordingFile.Open(rounded).Signals[0].SamplingRateHz);
        string jitter = Write("time_s,ecg_mV", Rows(130, 5000, (t, k) => Join(",", t + random.NextDouble() * 0.3 / 130, Ecg(t))));
        RecordingData data = Read(jitter, [Modality.Ecg]);
        Assert.Equal(130, data.Recording.Channels[0].SamplingRateHz);
        Assert.Empty(data.Gaps);
    }

    [Fact]
    public void A_slightly_wrong_clock_is_interpolated_and_noted()
    {
        string path = Write("time_s,ecg_mV", Rows(129.97, 20_000, (t, k) => Join(",", t, Ecg(t))));
        RecordingData data = Read(path, [Modality.Ecg]);
        Assert.Contains("129.97 Hz to 130 Hz", Assert.Single(data.Notes));
        Channel ecg = data.Recording.Channels[0];
        for (int i = 16; i < ecg.Samples.Length - 16; i++)
            Assert.Equal(Ecg(i / 130.0), ecg.Samples[i], 2e-3);
    }

    [Fact]
    public void Gaps_in_time_and_empty_cells_are_missing_samples()
    {
        string path = Write("time_s,ecg_mV,eda_uS", Rows(100, 1000, (t, k) =>
            k is >= 200 and < 350 ? null : Join(",", t, Ecg(t)) + "," + (k is 700 or 701 ? "" : k == 800 ? "NaN" : Join(",", Eda(t)))));
        RecordingData data = Read(path, [Modality.Ecg, Modality.Eda]);
        Assert.All(data.Recording.Channels, c => Assert.Equal(1000, c.Samples.Length));
        AssertFollows(Ecg, data.Recording.Channels[0], 1e-9);
        AssertFollows(Eda, data.Recording.Channels[1], 1e-9);
        Assert.Equal([new(Modality.Ecg, 1, 2, 1.5, 1.5), new(Modality.Eda, 3, 2, 1.5, 1.53)], data.Gaps);
    }

    [Fact]
    public void Many_gaps_do_not_add_up_to_a_shift()
    {
        // Every 50 rows the clock jumps by 2.45 periods: 100 gaps whose rounding would lose 45 samples.
        string path = Write("time_s,ecg_mV", Rows(100, 5000, (t, k) => Join(",", t + k / 50 * 0.0145, Ecg(t + k / 50 * 0.0145))));
        RecordingData data = Read(path, [Modality.Ecg]);
        Assert.Equal(99, Assert.Single(data.Gaps).Count);
        AssertFollows(Ecg, data.Recording.Channels[0], 0.01 * 2 * Math.PI * (1.25 + 0.25 * 7.5) * 0.51);
    }

    [Fact]
    public void A_repeated_stamp_is_left_out_and_counted()
    {
        string path = Write("time_s,ecg_mV", Rows(100, 500, (t, k) => Join(",", t, Ecg(t)) + (k == 77 ? "\n" + Join(",", t, 99) : "")));
        RecordingData data = Read(path, [Modality.Ecg]);
        Assert.Equal(500, data.Recording.Channels[0].Samples.Length);
        AssertFollows(Ecg, data.Recording.Channels[0], 1e-9);
        Assert.Contains("left out: 1.", Assert.Single(data.Notes));
    }

    [Fact]
    public void A_rate_replaces_stamps_and_numbers_replace_names()
    {
        string path = Write("0.5,7", Rows(1, 99, (t, k) => "0.5,7"));
        FormatOptions options = Column(Modality.Ecg, "2") with { RateHz = 64, Units = Unit(Modality.Ecg, "uV").Units };
        Channel ecg = Read(path, [Modality.Ecg], options).Recording.Channels[0];
        Assert.Equal((64, 100, 0.007), (ecg.SamplingRateHz, ecg.Samples.Length, ecg.Samples[99]));
    }

    [Fact]
    public void A_truncated_last_row_is_left_out()
    {
        string path = Write("time_s,ecg_mV", [.. Rows(100, 100, (t, k) => Join(",", t, Ecg(t))), "1.0"]);
        Assert.Equal(100, Read(path, [Modality.Ecg]).Recording.Channels[0].Samples.Length);
    }

    [Theory]
    [InlineData("time_s,ecg\n0,1\n0.1,2\n0.2,3", "--unit ecg=UNIT")]
    [InlineData("time_s,ecg_furlong\n0,1\n0.1,2\n0.2,3", "does not say its unit")]
    [InlineData("time_s,ecg (kOhm)\n0,1\n0.1,2\n0.2,3", "'kOhm', which cannot be turned into mV")]
    [InlineData("time,ecg_mV\n0,1\n0.1,2\n0.2,3", "does not say its unit; give --time-unit")]
    [InlineData("time_h,ecg_mV\n0,1\n0.1,2", "--time-unit")]
    [InlineData("x,ecg_mV\n0,1\n0.1,2", "give --time-column NAME or --rate HZ")]
    [InlineData("time_s,x\n0,1\n0.1,2\n0.2,3", "no signal known as ECG; it has x. Say which it is: --column ecg=NAME")]
    [InlineData("time_s,ecg_mV,ECG 2 (mV)\n0,1,2\n0.1,2,3\n0.2,3,4", "2 signals of ECG (ecg_mV, ECG 2 (mV))")]
    [InlineData("time_s,ecg_mV\n0,1\n0.2,2\n0.1,3", "line 4: the time stamp goes back by 0.1 s")]
    [InlineData("time_s,ecg_mV\n0,1\n0,2\n0.1,3\n0.1,3", "2 of 4 rows repeat a time stamp")]
    [InlineData("time_s,ecg_mV\n0,1\n,2\n0.1,3", "line 3 has no time stamp")]
    [InlineData("time_s,ecg_mV\n0,1\n0.1,x\n0.2,3", "line 3, field 2: 'x' is no number")]
    [InlineData("time_s,ecg_mV\n0,1\n0.1\n0.2,3", "line 3 has 1 fields instead of 2")]
    [InlineData("time_s,ecg_mV\n0,1", "too few rows")]
    [InlineData("time_s,ecg_mV\n0,1\n0.1,2\n0.2,3\n9e9,4", "samples are missing")]
    [InlineData("time_s,ecg_mV\n0,1\n100,2\n200,3", "signals of 0.5 to 100000 Hz")]
    public void Missing_or_inconsistent_information_is_refused(string text, string expected) =>
        Assert.Contains(expected, Refusal(Write(text, []), [Modality.Ecg]));

    [Fact]
    public void Unsteady_steps_are_refused()
    {
        Random random = new(2);
        double time = 0;
        double Next() => time += Math.Exp(2 * random.NextDouble() * random.Next(3));
        string path = Write("time_s,ecg_mV", Rows(1, 500, (_, k) => Join(",", Next(), k)));
        Assert.Contains("no steady sampling rate", Refusal(path, [Modality.Ecg]));
    }

    [Fact]
    public void An_endless_line_is_refused_before_it_is_stored()
    {
        File.WriteAllBytes(_folder["long.csv"], [.. "time_s,ecg_mV\n"u8, .. Enumerable.Repeat((byte)'1', 100_000_000)]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("a line of more than 1048576 characters", Refusal(_folder["long.csv"], [Modality.Ecg]));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 50_000_000);
    }

    private string Write(string header, IEnumerable<string> rows)
    {
        File.WriteAllText(_folder["x.csv"], header + "\n" + string.Join('\n', rows));
        return _folder["x.csv"];
    }

    private static List<string> Rows(double rate, int count, Func<double, int, string?> row) =>
        [.. Enumerable.Range(0, count).Select(k => row(k / rate, k)).OfType<string>()];

    private static string Join(string delimiter, params double[] values) =>
        string.Join(delimiter, values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
