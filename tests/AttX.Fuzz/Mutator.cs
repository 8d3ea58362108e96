using System.Text;
using AttX.Ground;

namespace AttX.Fuzz;

/// <summary>Changes a file as damage and malice do. The generator decides everything.</summary>
/// <param name="rng">The source of randomness.</param>
/// <param name="others">Files to splice from.</param>
internal sealed class Mutator(Rng rng, IReadOnlyList<byte[]> others)
{
    /// <summary>Maximum length of a mutated file: hostile input is small, and its reader must be quick all the same.</summary>
    public const int MaximumBytes = 1 << 20;

    private const int MostChanges = 6;

    private Func<byte[], byte[]>[] Changes => field ??=
    [
        FlipBit, SetByte, SetInteger, SetFloat, Truncate, Delete, Duplicate, Repeat, Insert, Splice, SwapLines, Overwrite,
        ReplaceNumber, ReplaceNumber, ReplaceNumber, ReplaceValue, ReplaceValue, InsertToken,
    ];

    /// <summary>Returns a changed copy.</summary>
    public byte[] Mutate(byte[] input)
    {
        if (Envelope.Of(input) is { Parts.Count: > 0 } envelope && rng.NextInt(8) > 0)
            return Repack(envelope);
        byte[] bytes = input;
        for (int changes = 1 + rng.NextInt(MostChanges) * rng.NextInt(2); changes > 0; changes--)
            if (Pick(Changes)(bytes) is { Length: <= MaximumBytes } changed)
                bytes = changed;
        return bytes;
    }

    private byte[] Repack(Envelope envelope)
    {
        List<(string Name, byte[] Content)> parts = [.. envelope.Parts];
        int i = rng.NextInt(parts.Count);
        switch (rng.NextInt(12))
        {
            case 0 when parts.Count > 2:
                parts.RemoveAt(i);
                break;
            case 1 when parts.Count > 2:
                parts.Add(parts[i]);
                break;
            case 2 when parts.Count > 2:
                parts[i] = (Encoding.UTF8.GetString(Mutate(Encoding.UTF8.GetBytes(parts[i].Name))).Replace('\0', '0') + "x", parts[i].Content);
                break;
            default:
                parts[i] = (parts[i].Name, Mutate(parts[i].Content));
                break;
        }

        return envelope.Pack(parts);
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[rng.NextInt(items.Count)];

    /// <summary>A place; half of them near the start, where headers are.</summary>
    private int At(byte[] b) => b.Length == 0 ? 0 : rng.NextInt(rng.NextInt(2) == 0 ? Math.Min(b.Length, 512) : b.Length);

    /// <summary>A length of up to the bytes after a place; most are short.</summary>
    private int Length(byte[] b, int at) => b.Length == at ? 0 : 1 + rng.NextInt(Math.Min(b.Length - at, 1 << rng.NextInt(14)));

    private byte[] FlipBit(byte[] b) => Set(b, At(b), at => [(byte)(b[at] ^ 1 << rng.NextInt(8))]);

    private byte[] SetByte(byte[] b) => Set(b, At(b), _ => [Pick<byte>([0, 1, 0x7F, 0x80, 0xFE, 0xFF, (byte)rng.NextInt(256)])]);

    private byte[] SetInteger(byte[] b) => Set(b, Aligned(b), _ => EdgeValues.Integer(rng));

    private byte[] SetFloat(byte[] b) => Set(b, Aligned(b), _ => EdgeValues.Float(rng));

    private int Aligned(byte[] b) => At(b) & -(1 << rng.NextInt(4));

    private byte[] Truncate(byte[] b) => b[..At(b)];

    private byte[] Delete(byte[] b)
    {
        int at = At(b), length = Length(b, at);
        return [.. b[..at], .. b[(at + length)..]];
    }

    private byte[] Duplicate(byte[] b)
    {
        int at = At(b), length = Length(b, at);
        return [.. b[..(at + length)], .. b[at..]];
    }

    private byte[] Repeat(byte[] b)
    {
        int at = At(b), length = Math.Min(Length(b, at), 64);
        int times = Math.Clamp(1 << rng.NextInt(rng.NextInt(8) == 0 ? 15 : 6), 0, (MaximumBytes - b.Length) / Math.Max(1, length));
        byte[] repeated = new byte[b.Length + times * length];
        b.AsSpan(0, at).CopyTo(repeated);
        for (int i = 0; i < times; i++)
            b.AsSpan(at, length).CopyTo(repeated.AsSpan(at + i * length));
        b.AsSpan(at).CopyTo(repeated.AsSpan(at + times * length));
        return repeated;
    }

    private byte[] Insert(byte[] b)
    {
        int at = At(b);
        byte[] noise = new byte[1 + rng.NextInt(16)];
        for (int i = 0; i < noise.Length; i++)
            noise[i] = (byte)rng.NextInt(256);
        return [.. b[..at], .. noise, .. b[at..]];
    }

    private byte[] Splice(byte[] b)
    {
        byte[] other = others.Count == 0 ? b : Pick(others);
        int at = At(b), from = At(other), length = Length(other, from);
        return [.. b[..at], .. other[from..(from + length)], .. b[Math.Min(b.Length, at + (rng.NextInt(2) == 0 ? length : 0))..]];
    }

    private byte[] SwapLines(byte[] b)
    {
        string[] lines = Encoding.Latin1.GetString(b).Split('\n');
        int i = rng.NextInt(lines.Length), j = rng.NextInt(lines.Length);
        (lines[i], lines[j]) = (lines[j], lines[i]);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private byte[] Overwrite(byte[] b)
    {
        int at = At(b), length = Length(b, at);
        byte[] copy = [.. b];
        copy.AsSpan(at, length).Fill(Pick<byte>([0, 0xFF, (byte)' ', (byte)'9', (byte)'(']));
        return copy;
    }

    private byte[] InsertToken(byte[] b)
    {
        int at = At(b);
        return [.. b[..at], .. EdgeValues.Token(rng), .. b[at..]];
    }

    /// <summary>Replaces a number in text; half of the time within its width, as fixed fields need it.</summary>
    private byte[] ReplaceNumber(byte[] b)
    {
        (int from, int to) = TextSpans.Number(b, At(b));
        byte[] number = Encoding.ASCII.GetBytes(EdgeValues.Number(rng));
        if (rng.NextInt(2) == 0)
        {
            while (to < b.Length && b[to] == ' ')
                to++;
            number = [.. number.Take(to - from), .. Enumerable.Repeat((byte)' ', Math.Max(0, to - from - number.Length))];
        }

        return [.. b[..from], .. number, .. b[to..]];
    }

    /// <summary>Replaces a quoted text, a list or an object of JSON, or a cell of a table, by another value.</summary>
    private byte[] ReplaceValue(byte[] b)
    {
        (int from, int to) = TextSpans.Value(b, At(b));
        byte[] value = rng.NextInt(3) == 0 && TextSpans.Value(b, At(b)) is var (first, end) ? b[first..end] : EdgeValues.Json(rng);
        return [.. b[..from], .. value, .. b[to..]];
    }

    private static byte[] Set(byte[] b, int at, Func<int, byte[]> value)
    {
        if (at >= b.Length)
            return b;
        byte[] copy = [.. b], bytes = value(at);
        bytes.AsSpan(0, Math.Min(bytes.Length, b.Length - at)).CopyTo(copy.AsSpan(at));
        return copy;
    }
}
