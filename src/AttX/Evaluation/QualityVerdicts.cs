using System.Globalization;
using System.Text;
using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>What is wrong with one window.</summary>
/// <param name="StartSeconds">Start of the window.</param>
/// <param name="Flaws">All modalities together.</param>
public sealed record WindowVerdict(double StartSeconds, QualityFlags Flaws);

/// <summary>
/// The signal quality of one subject's windows, and its file: <c>start_s,quality</c>, the flaws as
/// <see cref="QualityFlagsText.ToTag"/> writes them. <c>start_s</c> parses back to the same double.
/// </summary>
/// <param name="Rows">One a window, in order of time.</param>
public sealed record QualityVerdicts(IReadOnlyList<WindowVerdict> Rows)
{
    private const string Header = "start_s,quality";

    /// <summary>The verdicts of these windows; null where nobody looked.</summary>
    public static QualityVerdicts? Of(WindowSet windows) => windows.Quality is { } quality
        ? new QualityVerdicts([.. quality.Select((flaws, i) => new WindowVerdict(windows.StartSeconds(i), flaws))]) : null;

    /// <summary>The verdicts as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (WindowVerdict row in Rows)
            text.Append(CultureInfo.InvariantCulture, $"{row.StartSeconds:R},{row.Flaws.ToTag()}\n");
        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not such a file: says the line.</exception>
    public static QualityVerdicts Parse(string csv)
    {
        string[] lines = csv.Split('\n');
        if (lines[0] != Header)
            throw new InvalidDataException("line 1: not the header of verdicts on signal quality.");
        if (lines[^1].Length > 0)
            throw new InvalidDataException($"line {lines.Length}: cut short.");
        return new QualityVerdicts([.. lines[1..^1].Select((line, i) => ParseLine(line, i + 2))]);
    }

    private static WindowVerdict ParseLine(string line, int number) =>
        line.Split(',') is [var time, var tag] && double.TryParse(time, NumberStyles.Float, CultureInfo.InvariantCulture, out double start)
            && QualityFlagsText.ParseTag(tag) is { } flaws
            ? new WindowVerdict(start, flaws)
            : throw new InvalidDataException($"line {number}: not a window's verdict.");
}
