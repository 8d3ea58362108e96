using System.Globalization;

namespace AttX.Ground;

/// <summary>
/// Writes comma-separated rows that <see cref="CsvTable"/> reads. Names come from files: cells that contain separators or line
/// ends are quoted (RFC 4180), and those that a spreadsheet would evaluate as a formula are prefixed with an apostrophe.
/// </summary>
/// <param name="writer">Receives the text.</param>
public sealed class CsvTableWriter(TextWriter writer)
{
    private const char Apostrophe = '\'';
    private bool _begun;

    /// <summary>Returns the text that <paramref name="write"/> writes.</summary>
    public static string TextOf(Action<CsvTableWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        write(new CsvTableWriter(text));
        return text.ToString();
    }

    /// <summary>Writes a cell of text.</summary>
    public CsvTableWriter Text(string cell) => Raw(Quote(Escape(cell)));

    /// <summary>Writes a number that parses back to the same bits.</summary>
    public CsvTableWriter Number(double value) => Raw(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Writes a number of single precision that parses back to the same bits.</summary>
    public CsvTableWriter Number(float value) => Raw(value.ToString("G9", CultureInfo.InvariantCulture));

    /// <summary>Writes a whole number.</summary>
    public CsvTableWriter Number(int value) => Raw(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a moment in the form of ISO 8601, UTC, to the tenth of a microsecond; an empty cell if there is none.</summary>
    public CsvTableWriter Moment(DateTimeOffset? moment) =>
        Raw(moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture) ?? "");

    /// <summary>Writes numbers of single precision, one per cell.</summary>
    public CsvTableWriter Numbers(IReadOnlyList<float> values)
    {
        foreach (float value in values)
            Number(value);
        return this;
    }

    /// <summary>Writes cells of text, or empty ones.</summary>
    public CsvTableWriter Texts(IEnumerable<string> cells)
    {
        foreach (string cell in cells)
            Text(cell);
        return this;
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        writer.Write('\n');
        _begun = false;
    }

    /// <summary>Escapes a cell's text, before it is quoted, so that no spreadsheet evaluates it. Numbers stay unchanged.</summary>
    public static string Escape(string text) => LooksLikeFormula(text) ? Apostrophe + text : text;

    /// <summary>Reverses <see cref="Escape"/>.</summary>
    internal static string Unescape(string cell) => cell.Length > 1 && cell[0] == Apostrophe && LooksLikeFormula(cell[1..]) ? cell[1..] : cell;

    /// <summary>Whether the text is a formula, possibly after apostrophes, so that <see cref="Unescape"/> restores every text.</summary>
    private static bool LooksLikeFormula(string text) =>
        text.AsSpan().TrimStart(Apostrophe) is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]
            && !double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out _);

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny([',', '"', '\n', '\r']) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private CsvTableWriter Raw(string cell)
    {
        if (_begun)
            writer.Write(',');
        writer.Write(cell);
        _begun = true;
        return this;
    }
}
