using System.Buffers;

namespace AttX.Datasets.Pickle;

/// <summary>
/// Decodes text that encodes bytes, as far as it is complete and there is room. At the end of the text an escape may be
/// incomplete: it is left unread, or invalid if the text is final.
/// </summary>
internal delegate OperationStatus TextDecoder(
    ReadOnlySpan<byte> text, bool isFinal, Span<byte> destination, out int read, out int written);

/// <summary>
/// Reads strings of every opcode, as bytes. Short ones are kept, as they may be keys and names; of the long ones, those
/// wanted are decoded straight into their array's storage, and the rest are skipped.
/// </summary>
/// <param name="input">The file.</param>
/// <param name="choice">Which long strings to keep.</param>
internal sealed class StringReader(PickleInput input, PayloadChoice choice)
{
    /// <summary>Longer than any key or name.</summary>
    private const int ShortBytes = 1024;

    /// <summary>Maximum memory of all short strings together.</summary>
    private const long MaxShortTotal = 32 << 20;

    private long _shortTotal;
    private string? _path;

    /// <summary>Reads the string that the opcode introduces; null if it introduces none.</summary>
    public PickleBytes? TryRead(Opcode opcode, long offset, PickleStack stack) => opcode switch
    {
        Opcode.String => Quoted(offset, stack),
        Opcode.Unicode => Line(offset, stack, RawUnicode.Decode, RawUnicode.LongestEscape, null),
        Opcode.ShortBinString or Opcode.ShortBinBytes => Raw(offset, input.ReadByte(), stack),
        Opcode.BinString => Raw(offset, (int)input.ReadUInt32(), stack),
        Opcode.BinBytes => Raw(offset, input.ReadUInt32(), stack),
        Opcode.BinBytes8 or Opcode.ByteArray8 => Raw(offset, input.ReadInt64(), stack),
        Opcode.ShortBinUnicode => Utf8(offset, input.ReadByte(), stack),
        Opcode.BinUnicode => Utf8(offset, input.ReadUInt32(), stack),
        Opcode.BinUnicode8 => Utf8(offset, input.ReadInt64(), stack),
        _ => null,
    };

    /// <summary>Reads unencoded bytes.</summary>
    private PickleBytes Raw(long offset, long length, PickleStack stack)
    {
        CheckLength(offset, length);
        if (!Keeps(offset, length, stack))
        {
            input.Skip(length);
            return new PickleBytes(offset, length, length, null);
        }
        PayloadBuffer data = new(length);
        while (data.Length < length)
        {
            if (data.Free.IsEmpty && !data.Grow())
                throw input.Corrupt(offset, "has an array of more than 2 GB");
            Span<byte> free = data.Free;
            free = free[..(int)Math.Min(free.Length, length - data.Length)];
            input.CopyTo(free);
            data.Commit(free.Length);
        }
        return Kept(offset, data);
    }

    /// <summary>Reads text in UTF-8 with this many bytes, each character one byte of the result.</summary>
    private PickleBytes Utf8(long offset, long length, PickleStack stack)
    {
        CheckLength(offset, length);
        if (!Keeps(offset, length, stack))
        {
            input.Skip(length);
            return new PickleBytes(offset, (length + 1) / 2, length, null);
        }
        PayloadBuffer data = new(length > ShortBytes ? Math.Min(stack.ExpectedPayloadBytes(), length) : length);
        for (long left = length; left > 0;)
        {
            if (input.Buffered.Length < Math.Min(left, 2) && !input.Fill())
                throw input.EndsEarly();
            ReadOnlySpan<byte> text = input.Buffered[..(int)Math.Min(left, input.Buffered.Length)];
            int read = Decode(text, text.Length == left, data, Utf8Latin1.Decode);
            input.Advance(read);
            left -= read;
        }
        return Kept(offset, data);
    }

    /// <summary>Reads escaped text between quotes, to the end of the line.</summary>
    private PickleBytes Quoted(long offset, PickleStack stack)
    {
        byte quote = input.ReadByte();
        if (quote is not ((byte)'\'' or (byte)'"'))
            throw input.Corrupt(offset, "has a string without quotes");
        return Line(offset, stack, EscapedText.Decode, EscapedText.LongestEscape, quote);
    }

    /// <summary>
    /// Reads encoded text to the end of the line. It has no raw newline, so that it is skipped by searching for one; the number of
    /// bytes it encodes is then known only to within its longest escape.
    /// </summary>
    private PickleBytes Line(long offset, PickleStack stack, TextDecoder decoder, int longestEscape, byte? quote)
    {
        int shortLength = ShortLine();
        PayloadBuffer? data = !Keeps(offset, shortLength >= 0 ? shortLength : long.MaxValue, stack) ? null
            : new PayloadBuffer(shortLength >= 0 ? shortLength : Math.Min(stack.ExpectedPayloadBytes(), input.Remaining));
        long start = input.Position;
        for (bool ended = false; !ended;)
        {
            ReadOnlySpan<byte> text = input.Buffered;
            int newline = text.IndexOf((byte)'\n');
            ended = newline >= 0;
            // The last byte before a newline may be the closing quote: keep it until the newline is read.
            int end = ended ? newline - (quote.HasValue ? 1 : 0) : text.Length - 1;
            if (ended && quote.HasValue && (end < 0 || text[end] != quote))
                throw input.Corrupt(offset, "has a string without its closing quote");
            if (end > 0)
                input.Advance(data is null ? end : Decode(text[..end], ended, data, decoder));
            if (!ended && !input.Fill())
                throw input.EndsEarly();
        }
        long length = input.Position - start;
        input.Advance(quote.HasValue ? 2 : 1);
        return data is null ? new PickleBytes(offset, length / longestEscape, length, null) : Kept(offset, data);
    }

    /// <summary>Returns the length of the line, if it is short; -1 if it is long.</summary>
    private int ShortLine()
    {
        while (true)
        {
            ReadOnlySpan<byte> head = input.Buffered[..Math.Min(input.Buffered.Length, ShortBytes)];
            int newline = head.IndexOf((byte)'\n');
            if (newline >= 0 || head.Length == ShortBytes)
                return newline;
            if (!input.Fill())
                throw input.EndsEarly();
        }
    }

    /// <summary>Decodes as much as is complete.</summary>
    /// <returns>The number of bytes of text decoded.</returns>
    private int Decode(ReadOnlySpan<byte> text, bool isFinal, PayloadBuffer data, TextDecoder decoder)
    {
        for (int total = 0; ;)
        {
            OperationStatus status = decoder(text[total..], isFinal, data.Free, out int read, out int written);
            data.Commit(written);
            total += read;
            if (status == OperationStatus.InvalidData)
                throw input.Corrupt(input.Position + total, "has text that encodes no bytes");
            if (status != OperationStatus.DestinationTooSmall)
                return total;
            if (!data.Grow())
                throw input.Corrupt(input.Position + total, "has an array of more than 2 GB");
        }
    }

    private bool Keeps(long offset, long length, PickleStack stack)
    {
        if (length > ShortBytes)
            return choice.Keep(offset, _path = stack.GuessPath());
        _path = null;
        if ((_shortTotal += length) > MaxShortTotal)
            throw input.Corrupt(offset, "has more text than any recording");
        return true;
    }

    private PickleBytes Kept(long offset, PayloadBuffer data)
    {
        PickleBytes bytes = new(offset, data);
        return _path is null ? bytes : choice.Kept(bytes, _path);
    }

    private void CheckLength(long offset, long length)
    {
        if (length < 0 || length > input.Remaining)
            throw input.Corrupt(offset, $"claims {(ulong)length} bytes", $"only {input.Remaining} follow: the file is truncated or damaged");
    }
}
