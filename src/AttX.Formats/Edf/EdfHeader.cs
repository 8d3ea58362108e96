using System.Globalization;
using System.Text;

namespace AttX.Formats.Edf;

/// <summary>
/// The header of an EDF, EDF+, BDF or BDF+ file (Kemp et al. 1992; Kemp and Olivan 2003), checked against the file's length.
/// </summary>
/// <param name="SampleBytes">2 in EDF, 3 in BDF.</param>
/// <param name="IsDiscontinuous">Whether there may be gaps between records (EDF+D, BDF+D).</param>
/// <param name="HeaderBytes">Offset of the first record.</param>
/// <param name="RecordBytes">Length of a record.</param>
/// <param name="Records">Number of records.</param>
/// <param name="RecordSeconds">Duration of a record.</param>
/// <param name="Signals">The signals, including those of annotations.</param>
/// <param name="Start">Start of the recording, in local time; null if the file does not state it.</param>
internal sealed record EdfHeader(
    int SampleBytes, bool IsDiscontinuous, int HeaderBytes, long RecordBytes, long Records, double RecordSeconds,
    IReadOnlyList<EdfSignal> Signals, DateTimeOffset? Start)
{
    private const int FixedBytes = 256, SignalBytes = 256, MaxSignals = 9999;

    public static bool Recognises(ReadOnlySpan<byte> start) => start.StartsWith("0       "u8) || IsBdf(start);

    /// <summary>Reads the header from the start of the file.</summary>
    /// <exception cref="InvalidDataException">A number is impossible, or the file is shorter than its header says: by how much.</exception>
    public static EdfHeader Read(Stream stream, string name)
    {
        byte[] first = Take(stream, FixedBytes, name);
        if (!Recognises(first))
            throw new InvalidDataException($"{name} does not begin as an EDF or BDF file does.");
        int count = (int)Number(first.AsSpan(252, 4), 1, MaxSignals, name, "number of signals");
        int headerBytes = FixedBytes + count * SignalBytes;
        if (Number(first.AsSpan(184, 8), FixedBytes, int.MaxValue, name, "length of the header") != headerBytes)
            throw new InvalidDataException(
                $"{name}: the header says it has {Text(first.AsSpan(184, 8))} bytes, but {count} signals make it {headerBytes}.");
        int sampleBytes = IsBdf(first) ? 3 : 2;
        IReadOnlyList<EdfSignal> signals = SignalsOf(Take(stream, count * SignalBytes, name), count, sampleBytes, name);
        long recordBytes = signals.Sum(s => (long)s.SamplesPerRecord) * sampleBytes;
        double seconds = Number(first.AsSpan(244, 8), 0, 1e9, name, "duration of a record");
        if (seconds == 0 && signals.Any(s => !s.IsAnnotations))
            throw new InvalidDataException($"{name}: its records last 0 s, so that its signals have no sampling rate.");
        double said = Number(first.AsSpan(236, 8), -1, long.MaxValue, name, "number of records");
        long records = RecordsOf(said, stream.Length - headerBytes, recordBytes, name);
        return new EdfHeader(sampleBytes, first.AsSpan(192).StartsWith("EDF+D"u8) || first.AsSpan(192).StartsWith("BDF+D"u8),
            headerBytes, recordBytes, records, seconds, signals, StartOf(Text(first.AsSpan(168, 16))));
    }

    /// <summary>"dd.MM.yyhh.mm.ss"; years from 85 on are of the last century (EDF+, 2.1.3.2).</summary>
    private static DateTimeOffset? StartOf(string text)
    {
        if (!DateTime.TryParseExact(text, "dd.MM.yyHH.mm.ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime start))
            return null;
        int year = start.Year % 100;
        return new DateTimeOffset(start.AddYears((year >= 85 ? 1900 : 2000) + year - start.Year), TimeSpan.Zero);
    }

    private static bool IsBdf(ReadOnlySpan<byte> start) => start.Length > 8 && start[0] == 0xFF && start[1..8].SequenceEqual("BIOSEMI"u8);

    /// <summary>Resolves a count of -1, which marks a recording that was not closed, to the number of records present.</summary>
    private static long RecordsOf(double said, long bytes, long recordBytes, string name)
    {
        long present = recordBytes == 0 ? 0 : bytes / recordBytes;
        if (present == 0 || said is >= 0 and < 1)
            throw new InvalidDataException($"{name} has no complete data record of {recordBytes} bytes.");
        return said <= present ? (said < 0 ? present : (long)said) : throw new InvalidDataException(FormattableString.Invariant(
            $"{name} is truncated: {said - present} of {said} data records are missing."));
    }

    /// <summary>Reads the signals; each field is stored for all signals before the next field.</summary>
    private static List<EdfSignal> SignalsOf(ReadOnlySpan<byte> bytes, int count, int sampleBytes, string name)
    {
        List<EdfSignal> signals = new(count);
        long offset = 0;
        for (int i = 0; i < count; i++)
        {
            string label = Text(Field(bytes, i, 0, 16)), where = $"{name}: {label}";
            double Limit(ReadOnlySpan<byte> field, string what, double most) => Number(field, -most, most, where, what);
            EdfSignal signal = new(label, Text(Field(bytes, i, 96, 8)),
                Limit(Field(bytes, i, 104, 8), "physical minimum", 1e12), Limit(Field(bytes, i, 112, 8), "physical maximum", 1e12),
                (int)Limit(Field(bytes, i, 120, 8), "digital minimum", 1 << 23),
                (int)Limit(Field(bytes, i, 128, 8), "digital maximum", 1 << 23),
                (int)Number(Field(bytes, i, 216, 8), 1, int.MaxValue / 4, where, "number of samples in a record"), offset);
            signals.Add(signal);
            offset += (long)signal.SamplesPerRecord * sampleBytes;
        }

        return signals;

        // before: bytes per signal of the preceding fields.
        ReadOnlySpan<byte> Field(ReadOnlySpan<byte> all, int i, int before, int length) => all.Slice(before * count + i * length, length);
    }

    private static double Number(ReadOnlySpan<byte> field, double least, double most, string where, string what) =>
        double.TryParse(Text(field), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
            ? value : throw new InvalidDataException($"{where}: its {what} cannot be '{SignalNames.Shown(Text(field))}'.");

    private static string Text(ReadOnlySpan<byte> field) => Encoding.Latin1.GetString(field).Trim(' ', '\0');

    private static byte[] Take(Stream stream, int count, string name)
    {
        if (stream.Length - stream.Position < count)
            throw new InvalidDataException($"{name} is truncated: it ends within its header.");
        byte[] bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
