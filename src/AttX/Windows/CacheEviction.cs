using AttX.Ground;

namespace AttX.Windows;

/// <summary>Keeps the window cache within a size: the files that were used longest ago go first.</summary>
/// <param name="folder">The cache's folder, which may hold other files; those stay.</param>
/// <param name="limitBytes">The size.</param>
internal sealed class CacheEviction(string folder, long limitBytes)
{
    private const int HashLength = 64;

    /// <summary>Share of the limit that remains, so that not every new file evicts one.</summary>
    private const double Remaining = 0.9;

    /// <summary>Marks a file as used now. Where that cannot be written, it merely goes earlier.</summary>
    public static void Use(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that is read only.
        }
    }

    /// <summary>Removes files until the cache is within its size.</summary>
    /// <exception cref="IOException">A file cannot be removed.</exception>
    public void Run()
    {
        AtomicFile.RemoveLeftovers(folder, TimeSpan.FromDays(1));
        FileInfo[] files = [.. new DirectoryInfo(folder).GetFiles("*.safetensors").Where(f => IsOurs(f.Name)).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal)];
        long bytes = files.Sum(Length);
        if (bytes <= limitBytes)
            return;
        foreach (FileInfo file in files.SkipLast(1).TakeWhile(f => bytes > limitBytes * Remaining))
        {
            bytes -= Length(file);
            file.Delete();
        }
    }

    /// <summary>Returns a file's length; 0 where another process has removed it meanwhile.</summary>
    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private static bool IsOurs(string name) => name.Length > HashLength && name[HashLength] == '.' && name.AsSpan(0, HashLength).IndexOfAnyExcept(Hexadecimal) < 0;

    private static readonly System.Buffers.SearchValues<char> Hexadecimal = System.Buffers.SearchValues.Create("0123456789abcdef");
}
