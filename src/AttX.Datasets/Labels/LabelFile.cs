using AttX.Ground;

namespace AttX.Datasets.Labels;

/// <summary>A comma-separated file of labels with a header, as people and spreadsheets write it.</summary>
internal sealed class LabelFile
{
    private const int MaxHeaderBytes = 1 << 12;

    private readonly CsvTable _table;

    private LabelFile(string name, CsvTable table) => (Name, _table) = (name, table);

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<CsvRow> Rows => _table.Rows;

    /// <summary>Returns whether a file begins with this header.</summary>
    public static bool HasHeader(string path, string header)
    {
        if (!File.Exists(path))
            return false;
        using FileStream stream = File.OpenRead(path);
        byte[] start = new byte[MaxHeaderBytes];
        using StreamReader reader = new(new MemoryStream(start, 0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
        return reader.ReadLine()?.Trim() == header;
    }

    /// <summary>Reads a file with this header; lines may end in any way, the last one with none.</summary>
    /// <exception cref="InvalidDataException">It has another header, or a row of another length; names the line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LabelFile Read(string path, string header)
    {
        string name = Path.GetFileName(path);
        try
        {
            string text = CsvTable.ReadText(path).ReplaceLineEndings("\n").TrimEnd();
            return new LabelFile(name, CsvTable.Parse(text + "\n", $"{header}", cells => string.Join(',', cells.Select(c => c.Trim())) == header));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
    }

    /// <summary>Returns where a row stands: "labels.csv:7".</summary>
    public string Place(CsvRow row) => $"{Name}:{row.Line}";

    /// <summary>Reads a cell as a number.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public double Number(CsvRow row, int column) => row.TryNumber(column, out double value) ? value
        : throw new InvalidDataException($"{Place(row)}: {_table.Header[column]} must be a number, got '{row.Cells[column]}'.");
}
