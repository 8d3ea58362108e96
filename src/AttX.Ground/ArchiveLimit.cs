using System.IO.Compression;

namespace AttX.Ground;

/// <summary>Keeps a small archive from expanding to gigabytes in memory. Recordings are noisy and compress to no less than a tenth.</summary>
public static class ArchiveLimit
{
    private const long MaxRatio = 100, FreeBytes = 16 << 20;

    /// <summary>Says what is wrong with an entry's declared length, to follow its name in a message; null if nothing is.</summary>
    /// <param name="entry">The entry; it yields no more than it promises.</param>
    /// <param name="archiveBytes">Of the archive's file, as the entry's own word on its compressed size is only a claim.</param>
    public static string? Excess(ZipArchiveEntry entry, long archiveBytes)
    {
        long packed = Math.Min(entry.CompressedLength, archiveBytes);
        return entry.Length <= FreeBytes || entry.Length / MaxRatio <= packed ? null
            : $"unpacks from {packed} to {entry.Length} bytes, more than {MaxRatio} times as much, as no recording does. " +
                "If you know where it comes from, unpack it and give the files.";
    }
}
