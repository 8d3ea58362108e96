using System.Text;

namespace AttX.Ground;

/// <summary>Splits comma-separated text into rows of cells.</summary>
internal sealed class CsvReader(string text)
{
    private int _position;

    /// <summary>The line in which the next row begins, 1 for the first.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Reads the next row; null after the last one.</summary>
    /// <param name="maximum">Cells after which the rest of a row is only counted as one more.</param>
    /// <exception cref="InvalidDataException">A quoted cell does not end, or goes on after its end: names the line.</exception>
    public string[]? ReadRow(int maximum)
    {
        if (_position >= text.Length)
            return null;
        var cells = new List<string>();
        bool more = true;
        while (more && cells.Count <= maximum)
        {
            cells.Add(CsvTableWriter.Unescape(_position < text.Length && text[_position] == '"' ? ReadQuoted() : ReadPlain()));
            more = _position < text.Length && text[_position] == ',';
            _position++;
        }

        if (more)
            _position = text.IndexOf('\n', Math.Min(_position, text.Length)) is >= 0 and var end ? end + 1 : text.Length;
        Line++;
        return [.. cells];
    }

    private string ReadPlain()
    {
        int length = text.AsSpan(_position).IndexOfAny(',', '\n');
        string cell = length < 0 ? text[_position..] : text.Substring(_position, length);
        _position += cell.Length;
        return cell;
    }

    private string ReadQuoted()
    {
        int begun = Line;
        var cell = new StringBuilder();
        for (_position++; _position < text.Length; _position++)
        {
            char c = text[_position];
            if (c == '"' && ++_position >= text.Length)
                return cell.ToString();
            if (c == '"' && text[_position] != '"')
                return text[_position] is ',' or '\n' ? cell.ToString()
                    : throw new InvalidDataException($"line {Line}: a quoted cell goes on after its end.");
            if (c == '\n')
                Line++;
            cell.Append(c);
        }

        throw new InvalidDataException($"line {begun}: a quoted cell does not end.");
    }
}
