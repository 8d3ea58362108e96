using System.IO.Compression;

namespace AttX.Formats.Empatica;

/// <summary>An archive's entry, unpacked while it is read, and no further than its promised length: an archive may hold more.</summary>
internal sealed class ArchivedStream(ZipArchive archive, Stream entry, long promised, string where) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => promised;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = entry.Read(buffer);
        _read += read;
        return _read <= promised ? read : throw new InvalidDataException($"{where} unpacks to more than the {promised} bytes it promises.");
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            entry.Dispose();
            archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
