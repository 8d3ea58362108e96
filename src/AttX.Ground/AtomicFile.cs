namespace AttX.Ground;

/// <summary>
/// Writes files completely or not at all: to a temporary file of its own next to the target, flushed to the disk, then
/// renamed. No existing file is opened, so no link is followed; of several concurrent writers of one file, the last one wins.
/// </summary>
public static class AtomicFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>
    /// Called with a file and what is about to be done with it ("create", "write", "flush", "rename"), on whatever thread the flow of execution that set it
    /// uses. Tests let each of these fail.
    /// </summary>
    internal static AsyncLocal<Action<string, string>?> Before { get; } = new();

    /// <summary>Writes a file with the content that <paramref name="write"/> produces; errors name the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string? temporary = null;
        try
        {
            Action<string>? before = Before.Value is { } watch ? step => watch(path, step) : null;
            before?.Invoke("create");
            using (FileStream stream = Create($"{path}.{Path.GetRandomFileName()}.tmp", before))
            {
                temporary = stream.Name;
                write(stream);
                before?.Invoke("flush");
                stream.Flush(flushToDisk: true);
            }

            before?.Invoke("rename");
            File.Move(temporary, path, overwrite: true);
            temporary = null;
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            throw new IOException($"{path}: cannot be written ({e.Message.Split(':')[0].TrimEnd(' ', '.')}).", e);
        }
        catch (ArgumentOutOfRangeException e) when (e.Source == typeof(FileStream).Assembly.GetName().Name)
        {
            // .NET's form of the system's EFBIG: the file would exceed a size limit.
            throw new IOException($"{path}: cannot be written (larger than files may be here).", e);
        }
        finally
        {
            if (temporary != null)
                File.Delete(temporary);
        }
    }

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    private static FileStream Create(string path, Action<string>? before) => before == null
        ? new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes) : new WatchedFile(path, before);

    private sealed class WatchedFile(string path, Action<string> before)
        : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            before("write");
            base.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            before("write");
            base.Write(buffer, offset, count);
        }
    }
}
