namespace AttX.Ground;

/// <summary>
/// Comma-separated text with a header, as <see cref="CsvTableWriter"/> writes it: lines ended by a line feed, cells quoted where they
/// hold what separates them (RFC 4180).
/// </summary>
public sealed class CsvTable
{
    /// <summary>Bytes of the largest file that is read.</summary>
    public const long MaximumBytes = 64L << 20;

    /// <summary>Columns of the widest table that is read.</summary>
    public const int MaximumColumns = 1024;

    private CsvTable(IReadOnlyList<string> header, IReadOnlyList<CsvRow> rows) => (Header, Rows) = (header, rows);

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The rows, each with as many cells as the header.</summary>
    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="text">The table.</param>
    /// <param name="content">What it should hold, for messages: "predictions".</param>
    /// <param name="isHeader">Whether these columns are those of such a table.</param>
    /// <exception cref="InvalidDataException">Another header, a text cut short, a row of another length: names the line.</exception>
    public static CsvTable Parse(string text, string content, Func<IReadOnlyList<string>, bool> isHeader)
    {
        var reader = new CsvReader(text);
        string[] header = reader.ReadRow(MaximumColumns) ?? [];
        if (!isHeader(header))
            throw new InvalidDataException($"line 1: not the header of {content}.");
        if (text[^1] != '\n')
            throw new InvalidDataException($"line {text.Count(c => c == '\n') + 1}: cut short.");
        var rows = new List<CsvRow>();
        for (int line = reader.Line; reader.ReadRow(header.Length) is { } cells; line = reader.Line)
            rows.Add(cells.Length == header.Length ? new CsvRow(line, cells)
                : throw new InvalidDataException(
                    $"line {line}: {(cells.Length > header.Length ? "more" : "fewer")} cells than the {header.Length} of the header."));
        return new CsvTable(header, rows);
    }

    /// <summary>Reads the text of a table's file.</summary>
    /// <exception cref="InvalidDataException">The file is larger than <see cref="MaximumBytes"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string ReadText(string path) => new FileInfo(path) is { Exists: true, Length: > MaximumBytes and var length }
        ? throw new InvalidDataException($"{length} bytes, but a table has at most {MaximumBytes}.") : File.ReadAllText(path);
}
