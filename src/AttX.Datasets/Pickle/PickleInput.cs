using System.Buffers.Binary;

namespace AttX.Datasets.Pickle;

/// <summary>Reads one pickle forwards through a fixed buffer. Every error names the file and the byte.</summary>
internal sealed class PickleInput(Stream stream, string name, long length) : IDisposable
{
    /// <summary>Fits a second-level cache, so that data is scanned while still cached.</summary>
    private const int BufferBytes = 1 << 18;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(length, 1 << 14, BufferBytes));
    private int _start, _end;
    private long _bufferOffset;

    /// <summary>Offset of the next byte.</summary>
    public long Position => _bufferOffset + _start;

    /// <summary>Number of bytes after <see cref="Position"/>, according to the file system (or the archive's directory).</summary>
    public long Remaining => length - Position;

    /// <summary>The bytes already read from the stream but not yet consumed.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Consumes buffered bytes.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Reads more behind the unconsumed bytes.</summary>
    /// <returns>False at the end of the file, or if the buffer is full.</returns>
    public bool Fill()
    {
        Buffered.CopyTo(_buffer);
        _bufferOffset += _start;
        _end -= _start;
        _start = 0;
        int read = ReadStream(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }

    /// <summary>Reads the next byte.</summary>
    public byte ReadByte() => Read(1)[0];

    /// <summary>Reads the next few bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(int count)
    {
        while (_end - _start < count)
            if (!Fill())
                throw EndsEarly();
        _start += count;
        return _buffer.AsSpan(_start - count, count);
    }

    /// <summary>Reads the bytes up to the next newline, which is consumed; valid until the next call.</summary>
    public ReadOnlySpan<byte> ReadLine(int limit)
    {
        long offset = Position;
        for (int scanned = 0; ;)
        {
            int newline = Buffered[scanned..].IndexOf((byte)'\n');
            scanned = newline < 0 ? Buffered.Length : scanned + newline;
            if (scanned > limit)
                throw Corrupt(offset, $"has a line longer than {limit} bytes");
            if (newline >= 0)
                return Read(scanned + 1)[..^1];
            if (!Fill())
                throw EndsEarly();
        }
    }

    /// <summary>Reads an unsigned 32-bit number, little-endian.</summary>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Read(4));

    /// <summary>Reads a 64-bit number, little-endian; a length beyond 2^63 becomes negative.</summary>
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Read(8));

    /// <summary>Fills the destination with the next bytes, bypassing the buffer where possible.</summary>
    public void CopyTo(Span<byte> destination)
    {
        int buffered = Math.Min(Buffered.Length, destination.Length);
        Buffered[..buffered].CopyTo(destination);
        Advance(buffered);
        for (destination = destination[buffered..]; destination.Length > 0;)
        {
            int read = ReadStream(destination);
            if (read == 0)
                throw EndsEarly();
            _bufferOffset += read;
            destination = destination[read..];
        }
    }

    /// <summary>Skips the next bytes, without reading them if the stream can seek.</summary>
    public void Skip(long count)
    {
        if (count > Remaining)
            throw EndsEarly();
        int buffered = (int)Math.Min(Buffered.Length, count);
        Advance(buffered);
        count -= buffered;
        if (count > 0 && stream.CanSeek)
        {
            stream.Seek(count, SeekOrigin.Current);
            _bufferOffset += count;
            return;
        }
        for (; count > 0; count -= buffered)
        {
            if (!Fill())
                throw EndsEarly();
            buffered = (int)Math.Min(Buffered.Length, count);
            Advance(buffered);
        }
    }

    /// <summary>Creates the error for any invalid content of a file.</summary>
    public InvalidDataException Corrupt(long offset, string what, string why = "", Exception? inner = null) =>
        new($"{name}: {what} at byte {offset}{(why.Length > 0 ? ": " + why : "")}.", inner);

    /// <summary>Creates the error for a truncated file.</summary>
    public InvalidDataException EndsEarly() => Corrupt(_bufferOffset + _end, "ends early", "the file is truncated or damaged");

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private int ReadStream(Span<byte> destination)
    {
        try
        {
            return destination.IsEmpty ? 0 : stream.Read(destination);
        }
        catch (InvalidDataException e)
        {
            throw Corrupt(_bufferOffset + _end, "cannot be decompressed", e.Message.TrimEnd('.'), e);
        }
    }
}
