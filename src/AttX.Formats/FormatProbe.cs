namespace AttX.Formats;

/// <summary>What a format is recognised by.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Start">A file's first bytes; empty for a folder.</param>
internal sealed record FormatProbe(string Path, bool IsFolder, byte[] Start)
{
    private const int StartBytes = 4096;

    /// <summary>Whether the file is a zip archive.</summary>
    public bool IsArchive => Start.AsSpan().StartsWith("PK\x03\x04"u8);

    /// <summary>No zero bytes, but for those of UTF-16 behind its mark.</summary>
    public bool IsText => !IsFolder && (Start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || !Start.Contains((byte)0));

    /// <summary>Looks at a path.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="InvalidDataException">The file is empty.</exception>
    public static FormatProbe Of(string path)
    {
        if (Directory.Exists(path))
            return new FormatProbe(path, true, []);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file or folder {path}.", path);
        byte[] start = new byte[StartBytes];
        using (FileStream stream = File.OpenRead(path))
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.Length > 0 ? new FormatProbe(path, false, start) : throw new InvalidDataException($"{path} is empty.");
    }

    /// <summary>Whether the file's name ends so.</summary>
    public bool HasExtension(string extension) =>
        !IsFolder && System.IO.Path.GetExtension(Path).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
