namespace AttX.Formats.Text;

/// <summary>Splits a stream into lines of bytes, without their ends; each is valid until the next.</summary>
internal sealed class ByteLines(Stream stream)
{
    private const int BufferBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start, _end;

    /// <summary>Whether reading stopped at a line longer than 64 KB.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Advances to the next line; returns false at the end, and at a line that is too long.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        int length;
        while ((length = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n')) < 0 && !IsTooLong && Fill()) { }
        bool isLast = length < 0;
        line = _buffer.AsSpan(_start, isLast ? _end - _start : length);
        if (isLast && (line.IsEmpty || IsTooLong))
            return false;
        _start += isLast ? line.Length : length + 1;
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        return true;
    }

    /// <summary>Reads on; returns false at the stream's end, or where there is no room.</summary>
    private bool Fill()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        IsTooLong = _end == _buffer.Length;
        int read = IsTooLong ? 0 : stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
