using System.Globalization;
using System.Text;

namespace AttX.Runs;

/// <summary>Compares a file, which may be of untrusted origin, with the content that it should have.</summary>
internal static class FileDifference
{
    private const int Shown = 64;

    /// <summary>Returns the first difference: place and both values; null if there is none. No more of the file is read than it should have.</summary>
    /// <param name="path">The file, a regular one.</param>
    /// <param name="expected">The content that it should have; null: the file should not be there.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? Of(string path, byte[]? expected)
    {
        if (!File.Exists(path))
            return expected == null ? null : "missing";
        if (expected == null)
            return "there, but computed again there is none";
        byte[] found = Read(path, expected.Length + 1L);
        int at = found.AsSpan().CommonPrefixLength(expected);
        return at == expected.Length && at == found.Length ? null
            : Path.GetExtension(path) is ".csv" or ".json" ? InText(found, expected, at, isTable: Path.GetExtension(path) == ".csv")
            : string.Create(CultureInfo.InvariantCulture, $"byte {at + 1} is {Byte(found, at)} in the file, {Byte(expected, at)} computed");
    }

    /// <summary>Returns the beginning of a text from a file, without characters that would control a terminal.</summary>
    public static string Brief(string value) => value.Length == 0 ? "nothing"
        : new string([.. value.Take(Shown).Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '?' : c)]);

    private static byte[] Read(string path, long atMost)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] bytes = new byte[Math.Min(atMost, stream.Length)];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static string InText(byte[] found, byte[] expected, int at, bool isTable)
    {
        int begin = expected.AsSpan(0, at).LastIndexOf((byte)'\n') + 1, row = expected.AsSpan(0, at).Count((byte)'\n') + 1;
        if (!isTable)
            return string.Create(CultureInfo.InvariantCulture, $"line {row}: {Value(found, begin, "\n")} in the file, {Value(expected, begin, "\n")} computed");
        int cell = Math.Max(expected.AsSpan(0, at).LastIndexOf((byte)',') + 1, begin), column = expected.AsSpan(begin, cell - begin).Count((byte)',');
        string[] header = Encoding.UTF8.GetString(expected.AsSpan(0, Math.Max(0, expected.AsSpan().IndexOf((byte)'\n')))).Split(',');
        return string.Create(CultureInfo.InvariantCulture,
            $"row {row}, {(column < header.Length ? header[column] : $"column {column + 1}")}: {Value(found, cell, ",\n")} in the file, {Value(expected, cell, ",\n")} computed");
    }

    /// <summary>Returns the text from a place to the next separator.</summary>
    private static string Value(byte[] text, int from, string separators)
    {
        string rest = Encoding.UTF8.GetString(text.AsSpan(Math.Min(from, text.Length), Math.Clamp(text.Length - from, 0, 4 * Shown)));
        int end = rest.AsSpan().IndexOfAny(separators);
        return Brief((end < 0 ? rest : rest[..end]).Trim());
    }

    private static string Byte(byte[] bytes, int at) => at < bytes.Length ? bytes[at].ToString("x2", CultureInfo.InvariantCulture) : "the end";
}
