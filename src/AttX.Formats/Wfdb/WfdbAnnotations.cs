using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using AttX.Signals;

namespace AttX.Formats.Wfdb;

/// <summary>
/// A WFDB annotation file in MIT format (annot(5) of the WFDB Applications Guide): words of 16 bits, low byte first, with a code in the
/// highest six bits and the time since the annotation before in the other ten. Only annotations with a text, such as rhythms "(AFIB" and notes, are
/// events: beats have none, and last no time.
/// </summary>
internal static class WfdbAnnotations
{
    private const long MaxBytes = 64 << 20;

    private const int Skip = 59, Number = 60, Subtype = 61, Channel = 62, Text = 63;

    private const string Remark = "## ", Resolution = "## time resolution:";

    /// <summary>Reads the texts, in order of time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rateHz">Units of time per second: the record's frames, unless the file states another number.</param>
    /// <exception cref="InvalidDataException">There is no such file, or it is too long, damaged or truncated.</exception>
    public static IReadOnlyList<Event> Read(string path, double rateHz)
    {
        string name = Path.GetFileName(path);
        FileInfo file = new(path);
        if (!file.Exists)
            throw new InvalidDataException($"There is no annotation file {name} beside the header.");
        if (file.Length > MaxBytes)
            throw new InvalidDataException($"{name} has {file.Length} bytes; annotation files of up to {MaxBytes} are read.");
        (List<(long Time, string Text)> texts, double rate) = ([], rateHz);
        foreach ((long time, string text) in Parse(File.ReadAllBytes(path), name))
            if (!text.StartsWith(Remark, StringComparison.Ordinal))
                texts.Add((time, text));
            else if (text.StartsWith(Resolution, StringComparison.Ordinal))
                rate = RateOf(text, name);
        return [.. texts.Select(t => new Event(t.Time / rate, t.Text)).OrderBy(e => e.Seconds)];
    }

    private static double RateOf(string text, string name) =>
        double.TryParse(text.AsSpan(Resolution.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate is > 0 and <= 1e9
            ? rate : throw new InvalidDataException($"{name}: its time resolution cannot be '{SignalNames.Shown(text[Resolution.Length..])}'.");

    private static IEnumerable<(long Time, string Text)> Parse(byte[] bytes, string name)
    {
        long time = 0;
        for (int at = 0; at + 2 <= bytes.Length;)
        {
            int word = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
            (int code, int value) = (word >> 10, word & 0x3FF);
            at += 2;
            if (word == 0)
                yield break;
            int extra = code == Skip ? 4 : code == Text ? value + value % 2 : 0;
            if (extra > bytes.Length - at)
                break;
            if (code == Text)
                yield return (time, Encoding.UTF8.GetString(bytes, at, value).Trim('\0', ' '));
            else if (code is not (Number or Subtype or Channel))
                time += code == Skip ? Interval(bytes.AsSpan(at)) : value;
            if (time < 0)
                throw new InvalidDataException($"{name}: the annotation before byte {at} is before the record's beginning.");
            at += extra;
        }

        throw new InvalidDataException($"{name} is truncated: it ends without the mark of its end.");
    }

    /// <summary>Reads a long interval: the high 16 bits first.</summary>
    private static int Interval(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16 | BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
}
