namespace AttX.Formats.Text;

/// <summary>Passes on text whose lines and records fit a recording; a longer one would have to be held in memory.</summary>
internal sealed class BoundedLines(TextReader inner, string name) : TextReader
{
    private const int MaxLine = 1 << 20, MaxRecord = 2 * MaxLine;

    private int _length, _record;

    /// <summary>Starts a record. Call it before each one, as quotes let a record span any number of lines.</summary>
    public void BeginRecord() => _record = 0;

    public override int Peek() => inner.Peek();

    public override int Read()
    {
        int c = inner.Read();
        if (c >= 0)
            Count([(char)c]);
        return c;
    }

    public override int Read(char[] buffer, int index, int count)
    {
        int read = inner.Read(buffer, index, count);
        Count(buffer.AsSpan(index, read));
        return read;
    }

    private void Count(ReadOnlySpan<char> text)
    {
        _record += text.Length;
        if (_record > MaxRecord)
            throw new InvalidDataException($"{name} has a row of more than {MaxRecord} characters; that is no recording.");
        int end = text.IndexOf('\n');
        if (_length + (end < 0 ? text.Length : end) > MaxLine)
            throw new InvalidDataException($"{name} has a line of more than {MaxLine} characters; that is no recording.");
        _length = end < 0 ? _length + text.Length : text.Length - 1 - text.LastIndexOf('\n');
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
