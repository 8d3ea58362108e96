using System.Globalization;

namespace AttX.Datasets;

/// <summary>A short text that changes when one of some files does.</summary>
internal static class FileStamp
{
    /// <summary>Joins location, length and time of change of each file.</summary>
    public static string Of(IEnumerable<string> paths) => string.Join('\n', paths.Order(StringComparer.Ordinal).Select(path => Of(path)));

    /// <summary>Joins location, length and time of change of one file; its path if it does not exist.</summary>
    public static string Of(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}") : path;
    }
}
