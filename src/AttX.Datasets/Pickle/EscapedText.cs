using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AttX.Datasets.Pickle;

/// <summary>
/// Decodes bytes from the form of Python 2's repr (its codec string_escape): \xNN, \n \r \t \\ \' \", every other printable
/// character as itself. A WESAD file consists of 975 MB of it. Octal and the rarer escapes are read too.
/// </summary>
internal static partial class EscapedText
{
    /// <summary>Length of the longest escape.</summary>
    public const int LongestEscape = 4;

    private const byte NoDigit = 0xFF;
    private const int BlockChars = 64;

    /// <summary>Value of each hexadecimal digit.</summary>
    private static readonly byte[] Digit = [.. Enumerable.Range(0, 256).Select(c =>
        char.IsAsciiHexDigit((char)c) ? Convert.ToByte(((char)c).ToString(), 16) : NoDigit)];

    /// <inheritdoc cref="TextDecoder"/>
    public static OperationStatus Decode(ReadOnlySpan<byte> text, bool isFinal, Span<byte> destination, out int read, out int written)
    {
        read = written = 0;
        while (true)
        {
            DecodeBlocks(text, destination, ref read, ref written);
            // Handles the rest: the ends of text and destination, and escapes that repr does not write.
            for (int stop = read + BlockChars; read < stop;)
            {
                if (read == text.Length)
                    return OperationStatus.Done;
                if (text[read] != '\\')
                {
                    if (written == destination.Length)
                        return OperationStatus.DestinationTooSmall;
                    destination[written++] = text[read++];
                }
                else if (text.Length - read < LongestEscape && !isFinal)
                    return OperationStatus.NeedMoreData;
                else if (DecodeEscape(text, destination, ref read, ref written) is var status and not OperationStatus.Done)
                    return status;
            }
        }
    }

    /// <summary>Decodes one escape; anything else stands for itself, backslash included.</summary>
    private static OperationStatus DecodeEscape(ReadOnlySpan<byte> text, Span<byte> destination, ref int read, ref int written)
    {
        ReadOnlySpan<byte> escape = text[read..];
        if (escape.Length < 2)
            return OperationStatus.InvalidData;
        int length = 2, value = (char)escape[1] switch
        {
            '\\' or '\'' or '"' => escape[1],
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            'x' => escape.Length < 4 || Digit[escape[2]] == NoDigit || Digit[escape[3]] == NoDigit
                ? -2 : Digit[escape[length++]] << 4 | Digit[escape[length++]],
            >= '0' and <= '7' => Octal(escape, out length),
            _ => -1,
        };
        if (value == -2)
            return OperationStatus.InvalidData;
        if (destination.Length - written < (value < 0 ? 2 : 1))
            return OperationStatus.DestinationTooSmall;
        if (value < 0)
            destination[written++] = (byte)'\\';
        destination[written++] = value < 0 ? escape[1] : (byte)value;
        read += length;
        return OperationStatus.Done;
    }

    private static int Octal(ReadOnlySpan<byte> escape, out int length)
    {
        int value = 0;
        for (length = 1; length < Math.Min(4, escape.Length) && escape[length] is >= (byte)'0' and <= (byte)'7'; length++)
            value = value * 8 + escape[length] - '0';
        return value;
    }

    /// <summary>
    /// Decodes as much as possible 64 characters at a time. Stops before an escape that is not \xNN or one of repr's, and where less
    /// than a block of text or room is left.
    /// </summary>
    private static void DecodeBlocks(ReadOnlySpan<byte> text, Span<byte> destination, ref int read, ref int written)
    {
        if (Avx512Vbmi2.IsSupported)
            DecodeBlocks512(text, destination, ref read, ref written);
        else if (Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian)
            DecodeBlocksPortable(text, destination, ref read, ref written);
    }

    /// <summary>
    /// Decodes 64 characters at a time: bit masks mark where an escape starts and what each character is, every position computes the
    /// byte it would stand for, and a compression drops the positions that stand for none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A file needs only one or two calls of the loop: no time to warm up.
    private static void DecodeBlocks512(ReadOnlySpan<byte> text, Span<byte> destination, ref int read, ref int written)
    {
        ref byte source = ref MemoryMarshal.GetReference(text), target = ref MemoryMarshal.GetReference(destination);
        Vector512<byte> digitChars = DigitChars, digitValues = DigitValues, simpleChars = SimpleChars, simpleValues = SimpleValues;
        Vector512<byte> following = Following, byteOfBit = ByteOfBit;
        int from = read, to = written;
        while (text.Length - from >= BlockChars && destination.Length - to >= BlockChars)
        {
            Vector512<byte> chars = Vector512.LoadUnsafe(ref source, (nuint)from);
            ulong starts = EscapeStarts(Vector512.Equals(chars, Vector512.Create((byte)'\\')).ExtractMostSignificantBits());
            ulong kind = starts << 1;
            ulong hex = kind & Vector512.Equals(chars, Vector512.Create((byte)'x')).ExtractMostSignificantBits();
            ulong simple = kind & ~hex, high = hex << 1, low = hex << 2;
            int consumed = Complete(starts, hex);
            ulong inside = Below(consumed);
            ulong digits = Vector512.Equals(chars, Avx512Vbmi.PermuteVar64x8(digitChars, chars)).ExtractMostSignificantBits();
            ulong known = Vector512.Equals(chars, Avx512Vbmi.PermuteVar64x8(simpleChars, chars)).ExtractMostSignificantBits();
            if (((((high | low) & ~digits) | (simple & ~known)) & inside) != 0)
                break;
            Vector512<byte> digit = Avx512Vbmi.PermuteVar64x8(digitValues, chars);
            Vector512<byte> pair = (digit.AsUInt16() << 4).AsByte() | Avx512Vbmi.PermuteVar64x8(digit, following);
            Vector512<byte> bytes = Vector512.ConditionalSelect(Mask(simple, byteOfBit), Avx512Vbmi.PermuteVar64x8(simpleValues, chars), chars);
            bytes = Vector512.ConditionalSelect(Mask(high, byteOfBit), pair, bytes);
            ulong kept = ~(starts | hex | low) & inside;
            Avx512Vbmi2.Compress(Vector512<byte>.Zero, Mask(kept, byteOfBit), bytes).StoreUnsafe(ref target, (nuint)to);
            from += consumed;
            to += BitOperations.PopCount(kept);
        }
        (read, written) = (from, to);
    }

    /// <summary>
    /// Finds the backslashes that start an escape, given that the block starts outside of one: the first, third, … of each run.
    /// (The subtraction carries along a run; as in simdjson.)
    /// </summary>
    private static ulong EscapeStarts(ulong backslashes)
    {
        const ulong odd = 0xAAAA_AAAA_AAAA_AAAA;
        return ((((backslashes << 1) | odd) - backslashes) ^ odd) & backslashes;
    }

    /// <summary>Counts the characters of the block before an escape that ends in the next block, which decodes it.</summary>
    private static int Complete(ulong starts, ulong hex) =>
        BitOperations.TrailingZeroCount((starts & (1UL << 63)) | ((hex >> 1) & (3UL << 61)));

    /// <summary>Sets the lowest bits, up to all 64.</summary>
    private static ulong Below(int count) => count == 64 ? ulong.MaxValue : (1UL << count) - 1;

    /// <summary>Expands a mask: byte i of the result is 255 where bit i is set, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Mask(ulong bits, Vector512<byte> byteOfBit)
    {
        Vector512<byte> bit = Vector512.Create(0x8040_2010_0804_0201UL).AsByte();
        return Vector512.Equals(Avx512BW.Shuffle(Vector512.Create(bits).AsByte(), byteOfBit) & bit, bit);
    }

    // Tables by the low six bits of a character, which distinguish all that matter. …Chars hold the character itself, or one
    // with other low bits, so that a comparison with them shows whether a character is one of the table's.
    private static readonly Vector512<byte> DigitChars = Table("0123456789abcdefABCDEF", c => c, other: true);
    private static readonly Vector512<byte> DigitValues = Table("0123456789abcdefABCDEF", c => Digit[c], other: false);
    private static readonly Vector512<byte> SimpleChars = Table("nrt\\'\"", c => c, other: true);
    private static readonly Vector512<byte> SimpleValues = Table("nrt\\'\"", c => c switch
    {
        (byte)'n' => 10,
        (byte)'r' => 13,
        (byte)'t' => 9,
        _ => c,
    }, other: false);

    private static readonly Vector512<byte> Following = Vector512.Create([.. Enumerable.Range(1, 64).Select(i => (byte)i)]);
    private static readonly Vector512<byte> ByteOfBit = Vector512.Create([.. Enumerable.Range(0, 64).Select(i => (byte)(i / 8))]);

    private static Vector512<byte> Table(string characters, Func<byte, byte> value, bool other)
    {
        byte[] table = [.. Enumerable.Range(0, 64).Select(i => other ? (byte)(i ^ 1) : (byte)0)];
        foreach (char c in characters)
            table[c & 63] = value((byte)c);
        return Vector512.Create(table);
    }
}
