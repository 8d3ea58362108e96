using System.Buffers;

namespace AttX.Datasets.Pickle;

/// <summary>Decodes bytes from Latin-1 characters in UTF-8, the form of arrays that Python 3 pickles in protocols 1 and 2.</summary>
internal static class Utf8Latin1
{
    /// <inheritdoc cref="TextDecoder"/>
    public static OperationStatus Decode(ReadOnlySpan<byte> text, bool isFinal, Span<byte> destination, out int read, out int written)
    {
        read = written = 0;
        while (read < text.Length)
        {
            if (written == destination.Length)
                return OperationStatus.DestinationTooSmall;
            byte lead = text[read];
            if (lead < 0x80)
            {
                destination[written++] = lead;
                read++;
                continue;
            }
            if (read + 1 == text.Length)
                return isFinal ? OperationStatus.InvalidData : OperationStatus.NeedMoreData;
            byte trail = text[read + 1];
            if (lead is not (0xC2 or 0xC3) || (trail & 0xC0) != 0x80)
                return OperationStatus.InvalidData;
            destination[written++] = (byte)(((lead & 3) << 6) | (trail & 0x3F));
            read += 2;
        }
        return OperationStatus.Done;
    }
}
