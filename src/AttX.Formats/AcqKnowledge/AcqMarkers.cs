using System.Text;
using AttX.Formats.Binary;
using AttX.Signals;

namespace AttX.Formats.AcqKnowledge;

/// <summary>The event markers of an AcqKnowledge file, and when it was begun.</summary>
/// <param name="Events">The markers, in seconds after the first sample.</param>
/// <param name="Start">When the first segment was begun; from version 4.4 on.</param>
/// <param name="Note">What is odd about them; null if nothing is.</param>
internal sealed record AcqMarkers(IReadOnlyList<Event> Events, DateTimeOffset? Start, string? Note)
{
    private const string SegmentStyle = "apnd";

    private const int MinBytes = 12;

    /// <summary>Reads the markers at the file's position, and leaves it behind them.</summary>
    /// <exception cref="InvalidDataException">A length is impossible.</exception>
    public static AcqMarkers Read(ByteReader file, AcqHeader header)
    {
        long start = file.Position;
        int bytes = file.Int32(), count = file.Int32();
        long end = header.IsSince4 ? start + bytes : start + 8L + bytes;
        if (bytes < 0 || end > file.Length || count < 0 || count > (end - start) / MinBytes + 1)
            throw new InvalidDataException($"{file.Name}: {count} event markers of {bytes} bytes cannot be at byte {start} of {file.Length}.");
        List<(int Sample, string Name, string Style, long Created)> items = new(count);
        if (header.IsSince4)
        {
            file.Skip(17 + (header.Revision >= AcqHeader.Revision42Late ? 8 : 0) + (header.Revision >= AcqHeader.Revision44 ? 8 : 0));
            for (int i = 1; i < count; i++)
                items.Add(Since4(file, header.Revision));
        }
        else
        {
            for (int i = 0; i < count; i++)
                items.Add(Before4(file, header.Revision));
        }

        file.Position = end;
        return Of(items, header.SampleSeconds);
    }

    /// <summary>
    /// Some files of version 5 count their markers' samples from elsewhere, the first segment's being negative: its marker stands for the
    /// recording's beginning.
    /// </summary>
    private static AcqMarkers Of(List<(int Sample, string Name, string Style, long Created)> items, double sampleSeconds)
    {
        int shift = items is [{ Style: SegmentStyle, Sample: < 0 } moved, ..] ? moved.Sample : 0;
        DateTimeOffset? begun = items is [{ Style: SegmentStyle, Created: > 0 and < 1L << 46 } first, ..]
            ? DateTimeOffset.FromUnixTimeMilliseconds(first.Created) : null;
        return new AcqMarkers(
            [.. items.Select(m => new Event(((long)m.Sample - shift) * sampleSeconds, m.Name)).OrderBy(e => e.Seconds)], begun,
            shift == 0 ? null : $"The event markers are counted from the first segment's, which the file has at sample {shift}.");
    }

    private static (int, string, string, long) Before4(ByteReader file, int revision)
    {
        int sample = file.Int32();
        file.Skip(revision >= AcqHeader.Revision35 ? 6 : 4);
        int length = file.Int16() + (revision >= AcqHeader.Revision35 ? 1 : 0);
        return (sample, Text(file, length, Encoding.Latin1), "", 0);
    }

    private static (int, string, string, long) Since4(ByteReader file, int revision)
    {
        int sample = file.Int32();
        file.Skip(6);
        string style = Encoding.Latin1.GetString(file.Take(4));
        long created = revision >= AcqHeader.Revision44 ? file.Int64() : 0;
        if (revision >= AcqHeader.Revision42Late)
            file.Skip(8);
        return (sample, Text(file, file.Int16(), Encoding.UTF8), style, created);
    }

    private static string Text(ByteReader file, int length, Encoding encoding) => length >= 0
        ? AcqHeader.TextOf(file.Take(length), encoding)
        : throw new InvalidDataException($"{file.Name}: the text of an event marker at byte {file.Position} cannot have {length} bytes.");
}
