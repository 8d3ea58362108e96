namespace AttX.Datasets.Bids;

/// <summary>A small table of BIDS with a header: fields separated by tabs, n/a where there is none.</summary>
internal sealed class BidsTable
{
    private const long MaximumBytes = 16 << 20;

    private readonly List<(int Line, string[] Cells)> _rows = [];
    private readonly string[] _header;

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">It is too large, lacks a column, or a row has another number of cells; names the line.</exception>
    public BidsTable(string path, params string[] required)
    {
        Name = Path.GetFileName(path);
        if (new FileInfo(path).Length > MaximumBytes)
            throw new InvalidDataException($"{Name} has {new FileInfo(path).Length} bytes; such a table has at most {MaximumBytes}.");
        string[] lines = File.ReadAllLines(path);
        _header = lines.Length == 0 ? [] : lines[0].Split('\t', StringSplitOptions.TrimEntries);
        if (required.FirstOrDefault(column => !_header.Contains(column)) is { } missing)
            throw new InvalidDataException($"{Name}: has no column {missing}.");
        for (int line = 2; line <= lines.Length; line++)
        {
            string[] cells = lines[line - 1].Split('\t', StringSplitOptions.TrimEntries);
            if (cells.Length == _header.Length)
                _rows.Add((line, cells));
            else if (lines[line - 1].Trim().Length > 0)
                throw new InvalidDataException($"{Name}, line {line} has {cells.Length} columns, but the header {_header.Length}.");
        }
    }

    /// <summary>Its file name.</summary>
    public string Name { get; }

    /// <summary>The rows: where each stands, and its value of each column (null for n/a, and for a column that the table lacks).</summary>
    public IEnumerable<(string Place, Func<string, string?> Value)> Rows => _rows.Select(row => ($"{Name}:{row.Line}", (Func<string, string?>)(column =>
        Array.IndexOf(_header, column) is >= 0 and var index && row.Cells[index] is { Length: > 0 } cell && cell != "n/a" ? cell : null)));
}
