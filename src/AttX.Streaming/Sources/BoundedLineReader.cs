using System.Text;

namespace AttX.Streaming.Sources;

/// <summary>Reads lines of text; cuts a line longer than a limit to one character more than the limit.</summary>
internal sealed class BoundedLineReader(TextReader reader, int maximum)
{
    // A StreamReader reads until it has all the characters asked for, unless the stream gave less than a bufferful; what it has is lost if
    // a further read fails. The characters asked for are therefore no more than a bufferful always holds.
    private const int Characters = 1024, LongestCharacter = 4;

    private readonly char[] _buffer = new char[Characters];
    private int _at, _end;

    /// <summary>Opens UTF-8 text of which nothing is lost that came before the stream failed.</summary>
    public static StreamReader Open(Stream stream) =>
        new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: Characters * LongestCharacter);

    /// <summary>Reads the next line without its terminator; null at the end.</summary>
    public async ValueTask<string?> ReadLine(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        for (bool any = false; ; any = true)
        {
            if (_at == _end)
                (_at, _end) = (0, await reader.ReadAsync(_buffer, cancellation).ConfigureAwait(false));
            if (_end == 0)
                return any ? line.ToString() : null;
            int newline = Array.IndexOf(_buffer, '\n', _at, _end - _at), stop = newline < 0 ? _end : newline;
            line.Append(_buffer, _at, Math.Min(stop - _at, maximum + 1 - line.Length));
            _at = newline < 0 ? _end : newline + 1;
            if (newline >= 0)
                return line.ToString();
        }
    }
}
