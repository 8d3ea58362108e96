namespace AttX.Ground;

/// <summary>
/// Writes files completely or not at all: to a temporary file of its own next to the target, flushed to the disk, then
/// renamed. No existing file is opened, so no link is followed; of several concurrent writers of one file, the last one wins.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file with the content that <paramref name="write"/> produces; errors name the file.</summary>
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
}
