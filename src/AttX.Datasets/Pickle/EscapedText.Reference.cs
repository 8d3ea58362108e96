namespace AttX.Datasets.Pickle;

internal static partial class EscapedText
{
    /// <summary>Obviously correct. Never optimised: the tests trust it.</summary>
    /// <returns>The bytes, or null if the text is malformed.</returns>
    internal static byte[]? DecodeReference(ReadOnlySpan<byte> text)
    {
        List<byte> bytes = [];
        for (int i = 0; i < text.Length;)
        {
            byte c = text[i++];
            if (c != '\\')
            {
                bytes.Add(c);
                continue;
            }
            if (i == text.Length)
                return null;
            byte kind = text[i++];
            switch ((char)kind)
            {
                case '\\' or '\'' or '"': bytes.Add(kind); break;
                case 'a': bytes.Add(7); break;
                case 'b': bytes.Add(8); break;
                case 't': bytes.Add(9); break;
                case 'n': bytes.Add(10); break;
                case 'v': bytes.Add(11); break;
                case 'f': bytes.Add(12); break;
                case 'r': bytes.Add(13); break;
                case 'x':
                    if (i + 2 > text.Length || !char.IsAsciiHexDigit((char)text[i]) || !char.IsAsciiHexDigit((char)text[i + 1]))
                        return null;
                    bytes.Add(Convert.ToByte(System.Text.Encoding.ASCII.GetString(text.Slice(i, 2)), 16));
                    i += 2;
                    break;
                case >= '0' and <= '7':
                    int value = kind - '0';
                    for (int digits = 1; digits < 3 && i < text.Length && text[i] is >= (byte)'0' and <= (byte)'7'; digits++)
                        value = value * 8 + text[i++] - '0';
                    bytes.Add((byte)value);
                    break;
                default:
                    bytes.Add(c);
                    bytes.Add(kind);
                    break;
            }
        }
        return [.. bytes];
    }
}
