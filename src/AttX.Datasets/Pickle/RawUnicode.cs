using System.Buffers;
using System.Globalization;

namespace AttX.Datasets.Pickle;

/// <summary>
/// Decodes bytes from Python 3's codec raw_unicode_escape (protocol 0's V lines), as Latin-1: each character as its own
/// byte, a backslash, a newline and a few others as \uXXXX.
/// </summary>
internal static class RawUnicode
{
    /// <summary>Length of the longest escape, \UXXXXXXXX.</summary>
    public const int LongestEscape = 10;

    /// <inheritdoc cref="TextDecoder"/>
    public static OperationStatus Decode(ReadOnlySpan<byte> text, bool isFinal, Span<byte> destination, out int read, out int written)
    {
        read = written = 0;
        while (read < text.Length)
        {
            int plain = text[read..].IndexOf((byte)'\\');
            plain = Math.Min(plain < 0 ? text.Length - read : plain, destination.Length - written);
            text.Slice(read, plain).CopyTo(destination[written..]);
            read += plain;
            written += plain;
            if (read == text.Length)
                break;
            if (text.Length - read < LongestEscape && !isFinal)
                return OperationStatus.NeedMoreData;
            if (destination.Length - written < 2)
                return OperationStatus.DestinationTooSmall;
            int value = Escape(text[read..], out int length);
            if (value is < 0 or > 255)
                return OperationStatus.InvalidData;
            destination[written++] = (byte)value;
            // A backslash before anything but u stands for itself, and so does the character after it.
            if (length == 2)
                destination[written++] = text[read + 1];
            read += length;
        }
        return OperationStatus.Done;
    }

    private static int Escape(ReadOnlySpan<byte> escape, out int length)
    {
        length = escape.Length == 1 ? 1 : escape[1] switch { (byte)'u' => 6, (byte)'U' => 10, _ => 2 };
        if (length <= 2)
            return '\\';
        if (escape.Length < length)
            return -1;
        bool isNumber = int.TryParse(escape[2..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value);
        return isNumber ? value : -1;
    }
}
