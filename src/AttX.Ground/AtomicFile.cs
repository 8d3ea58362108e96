namespace AttX.Ground;

/// <summary>
/// Writes files that are there in full or not at all: to a temporary file beside the target, flushed to the disk, then renamed.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes what <paramref name="write"/> writes; errors name the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="writer">Tells processes apart where several may write the same file.</param>
    public static void Write(string path, Action<Stream> write, string writer = "")
    {
        string temporary = $"{path}{writer}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
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
            File.Delete(temporary);
        }
    }

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));
}
