using System.Globalization;
using System.Text;
using AttX.Signals;
using Microsoft.Win32.SafeHandles;

namespace AttX.Formats.Edf;

/// <summary>
/// The annotations of EDF+ and BDF+: lists such as "+180␔Lights off␔Close door␔␀" or "+1800.2␕25.5␔Apnea␔␀" (EDF+, 2.2.2). Those without a
/// text only say when a record begins.
/// </summary>
internal static class EdfAnnotations
{
    private const byte EndOfList = 0;

    private const char Duration = '\x15', Text = '\x14';

    /// <summary>
    /// The annotations in order of time, in seconds after the first record's beginning. What cannot be read is passed over: the signals are whole.
    /// </summary>
    public static IReadOnlyList<Event> Read(SafeFileHandle file, EdfHeader header)
    {
        List<Event> events = [];
        double first = double.NaN;
        foreach (EdfSignal signal in header.Signals.Where(s => s.IsAnnotations))
        {
            byte[] buffer = new byte[signal.SamplesPerRecord * header.SampleBytes];
            for (long record = 0; record < header.Records; record++)
            {
                int read = RandomAccess.Read(file, buffer, header.HeaderBytes + record * header.RecordBytes + signal.Offset);
                foreach (Range list in buffer.AsSpan(0, read).Split(EndOfList))
                    first = Add(Encoding.UTF8.GetString(buffer.AsSpan(0, read)[list]), events, first);
            }
        }

        return [.. events.Select(e => e with { Seconds = e.Seconds - (double.IsNaN(first) ? 0 : first) }).OrderBy(e => e.Seconds)];
    }

    /// <summary>Adds a list's texts.</summary>
    /// <returns>The first record's beginning, once it is known.</returns>
    private static double Add(string list, List<Event> events, double first)
    {
        string[] parts = list.Split(Text);
        string[] times = parts[0].Split(Duration);
        if (parts.Length < 2 || !TryNumber(times[0], out double onset))
            return first;
        double seconds = times.Length > 1 && TryNumber(times[1], out double lasting) ? Math.Max(0, lasting) : 0;
        events.AddRange(parts.Skip(1).Where(t => t.Length > 0).Select(t => new Event(onset, t, seconds)));
        return double.IsNaN(first) ? onset : first;
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
