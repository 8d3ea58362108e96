namespace AttX.Ground;

/// <summary>
/// Writes files that are there in full or not at all: to a temporary file of its own beside the target, flushed to the disk, then
/// renamed. Nothing that was there before is opened, so that no link is followed; of several who write one file, the last one wins.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes what <paramref name="write"/> writes; errors name the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string? temporary = null;
        try
        {
            using (var stream = new FileStream(
                $"{path}.{Path.GetRandomFileName()}.tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                temporary = stream.Name;
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            temporary = null;
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            throw new IOException($"{path}: cannot be written ({e.Message.Split(':')[0].TrimEnd(' ', '.')}).", e);
        }
        catch (ArgumentOutOfRangeException e) when (e.Source == typeof(FileStream).Assembly.GetName().Name)
        {
            // What .NET makes of the system's EFBIG: the file would exceed a limit on its size.
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
}
