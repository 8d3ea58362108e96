using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace AttX.Formats.Binary;

/// <summary>
/// Reads a binary file in order or from anywhere, with one buffer. Every read is checked against the file's length before memory is taken.
/// </summary>
internal sealed class ByteReader : IDisposable
{
    /// <summary>The most that can be taken at once without memory of its own.</summary>
    public const int BufferBytes = 1 << 18;

    private readonly SafeFileHandle _file;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _at, _count;
    private long _next;

    public ByteReader(string path)
    {
        Name = Path.GetFileName(path);
        _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        Length = RandomAccess.GetLength(_file);
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; }

    /// <summary>Whether numbers of two bytes and more are stored with their highest byte first.</summary>
    public bool IsBigEndian { get; set; }

    /// <summary>Where the next byte comes from.</summary>
    public long Position
    {
        get => _next - (_count - _at);
        set
        {
            long inBuffer = value - (_next - _count);
            if (inBuffer >= 0 && inBuffer <= _count)
                _at = (int)inBuffer;
            else
                (_at, _count, _next) = (0, 0, value);
        }
    }

    /// <summary>Bytes behind the position.</summary>
    public long Remaining => Length - Position;

    /// <summary>The next bytes, good until the next read; at most 256 KB.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (_count - _at < count)
            Fill(count);
        ReadOnlySpan<byte> taken = _buffer.AsSpan(_at, count);
        _at += count;
        return taken;
    }

    /// <summary>The next bytes, of any number, in memory of their own.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public byte[] TakeAll(long count)
    {
        Require(count);
        if (count > Array.MaxLength)
            throw new InvalidDataException($"{Name}: {count} bytes in one piece at byte {Position} are too many; up to {Array.MaxLength} are read.");
        byte[] bytes = new byte[count];
        for (int done = 0; done < bytes.Length;)
        {
            int part = Math.Min(BufferBytes, bytes.Length - done);
            Take(part).CopyTo(bytes.AsSpan(done));
            done += part;
        }

        return bytes;
    }

    /// <summary>Passes over bytes.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public void Skip(long count)
    {
        Require(count);
        Position += count;
    }

    public byte Byte() => Take(1)[0];

    public short Int16() => IsBigEndian ? BinaryPrimitives.ReadInt16BigEndian(Take(2)) : BinaryPrimitives.ReadInt16LittleEndian(Take(2));

    public int Int32() => IsBigEndian ? BinaryPrimitives.ReadInt32BigEndian(Take(4)) : BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => IsBigEndian ? BinaryPrimitives.ReadInt64BigEndian(Take(8)) : BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public void Dispose() => _file.Dispose();

    private void Require(long count)
    {
        if (count < 0 || count > Remaining)
            throw Truncated(count);
    }

    private void Fill(int count)
    {
        Require(count);
        _buffer.AsSpan(_at, _count - _at).CopyTo(_buffer);
        (_at, _count) = (0, _count - _at);
        while (_count < count)
        {
            int read = RandomAccess.Read(_file, _buffer.AsSpan(_count), _next);
            if (read == 0)
                throw new InvalidDataException($"{Name} shrank while it was read.");
            _count += read;
            _next += read;
        }
    }

    private InvalidDataException Truncated(long count) => new(
        $"{Name} is truncated or damaged: {count} bytes are announced at byte {Position}, {Math.Max(0, Remaining)} are there.");
}
