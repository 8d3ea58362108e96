using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AttX.Datasets.Pickle;

internal static partial class EscapedText
{
    /// <summary>For each mask of eight bits: byte i is 255 where bit i is set.</summary>
    private static readonly ulong[] Spread = [.. Enumerable.Range(0, 256).Select(m =>
        Enumerable.Range(0, 8).Where(i => (m >> i & 1) != 0).Aggregate(0UL, (word, i) => word | 0xFFUL << (8 * i)))];

    /// <summary>For each mask of eight bits: the positions of its set bits, one after another.</summary>
    private static readonly ulong[] Squeeze = [.. Enumerable.Range(0, 256).Select(m =>
        Enumerable.Range(0, 8).Where(i => (m >> i & 1) != 0).Select((i, to) => (ulong)i << (8 * to)).Aggregate(0UL, (a, b) => a | b))];

    /// <summary>Decodes as <see cref="DecodeBlocks512"/>, on any processor with vectors, compressing eight positions by a table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void DecodeBlocksPortable(ReadOnlySpan<byte> text, Span<byte> destination, ref int read, ref int written)
    {
        ref byte source = ref MemoryMarshal.GetReference(text), target = ref MemoryMarshal.GetReference(destination);
        ref ulong spread = ref MemoryMarshal.GetArrayDataReference(Spread), squeeze = ref MemoryMarshal.GetArrayDataReference(Squeeze);
        Span<ulong> pairs = stackalloc ulong[BlockChars / 8], simples = stackalloc ulong[BlockChars / 8];
        ref byte pairBytes = ref Unsafe.As<ulong, byte>(ref pairs[0]), simpleBytes = ref Unsafe.As<ulong, byte>(ref simples[0]);
        int from = read, to = written;
        while (text.Length - from > BlockChars && destination.Length - to >= BlockChars)
        {
            ulong backslashes = 0, xs = 0, digits = 0, known = 0;
            for (int i = 0; i < BlockChars; i += Vector256<byte>.Count)
            {
                Vector256<byte> chars = Vector256.LoadUnsafe(ref source, (nuint)(from + i));
                backslashes |= (ulong)Vector256.Equals(chars, Vector256.Create((byte)'\\')).ExtractMostSignificantBits() << i;
                xs |= (ulong)Vector256.Equals(chars, Vector256.Create((byte)'x')).ExtractMostSignificantBits() << i;
                digits |= (ulong)IsDigit(chars).ExtractMostSignificantBits() << i;
                Vector256<byte> n = Vector256.Equals(chars, Vector256.Create((byte)'n')), r = Vector256.Equals(chars, Vector256.Create((byte)'r'));
                Vector256<byte> t = Vector256.Equals(chars, Vector256.Create((byte)'t')), itself = Vector256.Equals(chars, Vector256.Create((byte)'\\'))
                    | Vector256.Equals(chars, Vector256.Create((byte)'\'')) | Vector256.Equals(chars, Vector256.Create((byte)'"'));
                known |= (ulong)(n | r | t | itself).ExtractMostSignificantBits() << i;
                ((itself & chars) | (n & Vector256.Create((byte)'\n')) | (r & Vector256.Create((byte)'\r')) | (t & Vector256.Create((byte)'\t')))
                    .StoreUnsafe(ref simpleBytes, (nuint)i);
                Vector256<byte> next = Vector256.LoadUnsafe(ref source, (nuint)(from + i + 1));
                (Vector256.ShiftLeft(DigitValue(chars).AsUInt16(), 4).AsByte() | DigitValue(next)).StoreUnsafe(ref pairBytes, (nuint)i);
            }
            ulong starts = EscapeStarts(backslashes), kind = starts << 1, hex = kind & xs, simple = kind & ~hex, high = hex << 1, low = hex << 2;
            int consumed = Complete(starts, hex);
            ulong inside = Below(consumed);
            if (((((high | low) & ~digits) | (simple & ~known)) & inside) != 0)
                break;
            ulong kept = ~(starts | hex | low) & inside;
            for (int i = 0; i < BlockChars; i += 8)
            {
                ulong isPair = Unsafe.Add(ref spread, (byte)(high >> i)), isSimple = Unsafe.Add(ref spread, (byte)(simple >> i));
                ulong plain = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, from + i));
                ulong bytes = (plain & ~(isPair | isSimple)) | (pairs[i >> 3] & isPair) | (simples[i >> 3] & isSimple);
                Vector128<byte> order = Vector128.CreateScalarUnsafe(Unsafe.Add(ref squeeze, (byte)(kept >> i))).AsByte();
                ulong squeezed = Vector128.ShuffleNative(Vector128.CreateScalarUnsafe(bytes).AsByte(), order).AsUInt64().ToScalar();
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, to), squeezed);
                to += BitOperations.PopCount((uint)(byte)(kept >> i));
            }
            from += consumed;
        }
        (read, written) = (from, to);
    }

    /// <summary>Tests whether each character is a hexadecimal digit.</summary>
    private static Vector256<byte> IsDigit(Vector256<byte> chars) =>
        Vector256.LessThan(chars - Vector256.Create((byte)'0'), Vector256.Create((byte)10))
        | Vector256.LessThan((chars | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)6));

    /// <summary>Computes a digit's value: the low four bits, plus 9 for a letter (bit 6). Arbitrary for other characters.</summary>
    private static Vector256<byte> DigitValue(Vector256<byte> chars) =>
        ((chars & Vector256.Create((byte)15)) + (Vector256.Equals(chars & Vector256.Create((byte)0x40), Vector256.Create((byte)0x40)) & Vector256.Create((byte)9)))
        & Vector256.Create((byte)15);
}
