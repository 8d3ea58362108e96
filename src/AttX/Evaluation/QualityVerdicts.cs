using AttX.Ground;
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
    private static readonly string[] Header = ["start_s", "quality"];

    /// <summary>The verdicts of these windows; null where nobody looked.</summary>
    public static QualityVerdicts? Of(WindowSet windows) => windows.Quality is { } quality
        ? new QualityVerdicts([.. quality.Select((flaws, i) => new WindowVerdict(windows.StartSeconds(i), flaws))]) : null;

    /// <summary>The verdicts as comma-separated text, lines ended by a line feed.</summary>
    public string ToCsv() => CsvTableWriter.TextOf(csv =>
    {
        csv.Texts(Header).EndRow();
        foreach (WindowVerdict row in Rows)
            csv.Number(row.StartSeconds).Text(row.Flaws.ToTag()).EndRow();
    });

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not such a file: names the line.</exception>
    public static QualityVerdicts Parse(string csv) => new(
        [.. CsvTable.Parse(csv, "verdicts on signal quality", header => header.SequenceEqual(Header)).Rows.Select(ParseRow)]);

    private static WindowVerdict ParseRow(CsvRow row) =>
        row.TryNumber(0, out double start) && QualityFlagsText.ParseTag(row.Cells[1]) is { } flaws
            ? new WindowVerdict(start, flaws) : throw row.Error("not a window's verdict");
}
