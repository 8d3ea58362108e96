using System.Globalization;
using System.Text.RegularExpressions;

namespace AttX.Formats.Wfdb;

/// <summary>A WFDB header of one segment (header(5) of the WFDB Applications Guide).</summary>
/// <param name="FrameRateHz">Frames per second.</param>
/// <param name="Frames">Number of frames; 0 if not given.</param>
/// <param name="Signals">The signals.</param>
internal sealed partial record WfdbHeader(double FrameRateHz, long Frames, IReadOnlyList<WfdbSignal> Signals)
{
    private const long MaxBytes = 1 << 20;

    private const double DefaultRateHz = 250;

    /// <summary>Reads a .hea file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, of several segments, or names files elsewhere or other formats.</exception>
    public static WfdbHeader Read(string path)
    {
        string name = Path.GetFileName(path);
        if (new FileInfo(path).Length > MaxBytes)
            throw new InvalidDataException($"{name} is too long for a WFDB header.");
        string[] lines = [.. File.ReadLines(path).Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#')];
        if (lines.Length == 0 || RecordLine().Match(lines[0]) is not { Success: true } record)
            throw new InvalidDataException($"{name} does not begin with 'NAME SIGNALS RATE …': it is no WFDB header.");
        if (record.Groups["segments"].Success)
            throw new InvalidDataException($"{name} is of several segments; open the segments' own headers.");
        int count = (int)Number(record.Groups["signals"], 0, 9999, name);
        if (count == 0 || lines.Length - 1 < count)
            throw new InvalidDataException($"{name} announces {count} signals and describes {lines.Length - 1}.");
        double rate = record.Groups["rate"].Success ? Number(record.Groups["rate"], 1e-9, IntegerRate.MaxHz, name) : DefaultRateHz;
        long frames = record.Groups["frames"].Success ? (long)Number(record.Groups["frames"], 0, int.MaxValue, name) : 0;
        return new WfdbHeader(rate, frames, [.. lines.Skip(1).Take(count).Select((l, i) => SignalOf(l, i, name))]);
    }

    private static WfdbSignal SignalOf(string line, int index, string name)
    {
        string where = $"{name}, signal {index + 1}";
        Match match = SignalLine().Match(line);
        if (!match.Success)
            throw new InvalidDataException($"{where}: '{SignalNames.Shown(line)}' is no signal line.");
        string file = match.Groups["file"].Value;
        if (file is "-" or "~" or "." or ".." || file.AsSpan().IndexOfAny("/\\:") >= 0)
            throw new InvalidDataException($"{where}: its file is '{SignalNames.Shown(file)}'; only files beside the header are read.");
        int format = (int)Number(match.Groups["format"], 0, 9999, where);
        if (format is not (16 or 212))
            throw new InvalidDataException($"{where} is stored in format {format}; formats 16 and 212 are read. WFDB's xform converts it.");
        double Given(string group, double fallback) =>
            match.Groups[group].Success ? Number(match.Groups[group], -1e12, 1e12, where) : fallback;
        return new WfdbSignal(file, format,
            match.Groups["perFrame"].Success ? (int)Number(match.Groups["perFrame"], 1, 100_000, where) : 1,
            match.Groups["skew"].Success ? (int)Number(match.Groups["skew"], 0, int.MaxValue, where) : 0,
            match.Groups["offset"].Success ? (long)Number(match.Groups["offset"], 0, long.MaxValue, where) : 0,
            Given("gain", 0), Given("baseline", Given("zero", 0)), match.Groups["unit"].Success ? match.Groups["unit"].Value : "mV",
            match.Groups["initial"].Success ? (int)Given("initial", 0) : null,
            match.Groups["checksum"].Success ? (int)Given("checksum", 0) : null,
            match.Groups["description"] is { Success: true, Length: > 0 } described ? described.Value
                : FormattableString.Invariant($"signal {index + 1}"));
    }

    private static double Number(Group group, double least, double most, string where) =>
        double.TryParse(group.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= least && value <= most
            ? value : throw new InvalidDataException($"{where}: its {group.Name} cannot be '{SignalNames.Shown(group.Value)}'.");

    [GeneratedRegex(@"^(?<name>[^\s/]+)(/(?<segments>\d+))?\s+(?<signals>\d+)(\s+(?<rate>[\d.eE+]+)(/\S+)?(\s+(?<frames>\d+)(\s.*)?)?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RecordLine();

    [GeneratedRegex(@"^(?<file>\S+)\s+(?<format>\d+)(x(?<perFrame>\d+))?(:(?<skew>-?\d+))?(\+(?<offset>\d+))?" +
        @"(\s+(?<gain>[\d.eE+-]+)(\((?<baseline>[\d.eE+-]+)\))?(/(?<unit>\S+))?" +
        @"(\s+(?<bits>-?\d+)(\s+(?<zero>-?\d+)(\s+(?<initial>-?\d+)(\s+(?<checksum>-?\d+)" +
        @"(\s+(?<block>-?\d+)(\s+(?<description>.*))?)?)?)?)?)?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SignalLine();
}
