using System.Buffers;

namespace AttX.Ground;

/// <summary>
/// Writes files completely or not at all: to a temporary file of its own next to the target, flushed to the disk, then
/// renamed. No existing file is opened, so no link is followed; of several concurrent writers of one file, the last one wins.
/// </summary>
public static class AtomicFile
{
    private const string Ending = ".tmp";
    private const int BufferBytes = 1 << 16;

    private static readonly SearchValues<char> Random = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.");

    /// <summary>Time after which a temporary file is taken for that of a killed process.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

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
        RemoveLeftovers(Path.GetDirectoryName(Path.GetFullPath(path))!, Abandoned, Path.GetFileName(path));
        try
        {
            Action<string>? before = Before.Value is { } watch ? step => watch(path, step) : null;
            before?.Invoke("create");
            using (FileStream stream = Create($"{path}.{Path.GetRandomFileName()}{Ending}", before))
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

    /// <summary>Removes temporary files that killed processes left in a folder. What cannot be removed stays.</summary>
    /// <param name="folder">The folder; it may be missing.</param>
    /// <param name="age">Time since their last change; zero where no other process writes.</param>
    /// <param name="of">The file that they were to become; null: any.</param>
    public static void RemoveLeftovers(string folder, TimeSpan age, string? of = null)
    {
        try
        {
            if (!Directory.Exists(folder))
                return;
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*" + Ending).Where(f => IsTemporary(f.Name, of) && DateTime.UtcNow - f.LastWriteTimeUtc >= age))
                Remove(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that may be written but not listed, or that is gone: the write says what matters.
        }
    }

    private static void Remove(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process's, or gone meanwhile.
        }
    }

    /// <summary>Whether a name is that of a temporary file: a file's name, a random one of 8 and 3 characters, and the ending.</summary>
    private static bool IsTemporary(string name, string? of)
    {
        const int random = 12; // "abcdefgh.ijk"
        int end = name.Length - Ending.Length - random - 1;
        return end > 0 && name[end] == '.' && name[end + 1 + 8] == '.' && name.AsSpan(end + 1, random).IndexOfAnyExcept(Random) < 0 && (of == null || name[..end] == of);
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
