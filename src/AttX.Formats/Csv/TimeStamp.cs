using System.Globalization;
using System.Text.RegularExpressions;

namespace AttX.Formats.Csv;

/// <summary>Reads time stamps: numbers in a stated unit, Unix time recognised by its size, or ISO 8601 dates (UTC by default).</summary>
internal sealed partial class TimeStamp
{
    private static readonly Dictionary<string, double> SecondsPer = new (double Seconds, string Names)[]
    {
        (1, "s sec secs second seconds"), (1e-3, "ms msec millis milliseconds"), (1e-6, "us µs microseconds"), (1e-9, "ns nanoseconds"),
    }.SelectMany(u => u.Names.Split(' '), (u, name) => KeyValuePair.Create(name, u.Seconds)).ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Unix time since 1973 in each unit, below the same moment in the next finer one.</summary>
    private static readonly (double From, string Unit)[] Unix = [(1e17, "ns"), (1e14, "us"), (1e11, "ms"), (1e8, "s")];

    private const int LongestDate = 40;

    private readonly double _secondsPer;

    private TimeStamp(double secondsPer, string? note) => (_secondsPer, Note) = (secondsPer, note);

    /// <summary>A note on the unit, if it was detected rather than stated by file or option; else null.</summary>
    public string? Note { get; }

    public static bool IsDate(string text) => text.Length <= LongestDate && Date().IsMatch(text);

    public static bool IsUnit(string text) => SecondsPer.ContainsKey(text);

    /// <summary>Determines how to read a column of time stamps.</summary>
    /// <param name="unit">The unit stated by the header or an option; null if there is none.</param>
    /// <param name="first">The first stamp.</param>
    /// <param name="where">File and column, for messages.</param>
    /// <exception cref="InvalidDataException">The unit is unknown.</exception>
    public static TimeStamp Of(string? unit, string first, string where)
    {
        if (unit is not null)
            return new TimeStamp(SecondsPer.TryGetValue(unit, out double seconds) ? seconds : throw new InvalidDataException(
                $"{where} is in '{SignalNames.Shown(unit)}', which is no unit of time here; give --time-unit s, ms, us or ns."), null);
        if (IsDate(first))
            return new TimeStamp(1, null);
        double value = double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) ? x : 0;
        string found = Unix.FirstOrDefault(u => value >= u.From).Unit
            ?? throw new InvalidDataException($"{where} does not say its unit; give --time-unit s, ms, us or ns.");
        return new TimeStamp(SecondsPer[found], $"Time stamps are read as Unix time in {found}.");
    }

    /// <summary>Parses a stamp to seconds since the column's origin; NaN if the text is no time stamp.</summary>
    public double Seconds(string text, double number) => IsDate(text)
        ? UnixSeconds(text)
        : number * _secondsPer;

    /// <summary>The moment of a time stamp that can be nothing but Unix time, as it is later than 1973; null for others.</summary>
    public static DateTimeOffset? Moment(double seconds) =>
        seconds is >= 1e8 and < 1e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    /// <summary>Seconds of Unix time of a date that <see cref="IsDate"/> knows; UTC where it names no zone. NaN if there is no such day.</summary>
    public static double UnixSeconds(string date) =>
        DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? (moment - DateTimeOffset.UnixEpoch).TotalSeconds : double.NaN;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Date();
}
