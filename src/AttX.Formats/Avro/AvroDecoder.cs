using System.Buffers.Binary;
using System.Text;

namespace AttX.Formats.Avro;

/// <summary>
/// Decodes the objects of one block. What a hostile schema could ask for is bounded: the depth of records, the number of single values
/// (types of no bytes, such as null, could be repeated for ever), and every length by the bytes that are left.
/// </summary>
/// <param name="buffer">The block, unpacked; may be longer than it.</param>
/// <param name="length">Length of the block.</param>
/// <param name="file">What messages call the file.</param>
/// <param name="keeps">Whether the arrays of numbers in a field are wanted or only counted; takes the field's depth and name.</param>
internal sealed class AvroDecoder(byte[] buffer, int length, string file, Func<int, string, bool> keeps)
{
    private const int MaxDepth = 64, MaxValues = 1 << 18;

    private int _at;
    private int _values;

    /// <summary>Whether every byte was used.</summary>
    public bool IsAtEnd => _at == length;

    /// <summary>The next object.</summary>
    /// <exception cref="InvalidDataException">It cannot be.</exception>
    public object? Decode(AvroType type) => Decode(type, 0, true);

    private object? Decode(AvroType type, int depth, bool keep)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException($"{file}: its records are more than {MaxDepth} deep; no recording's are.");
        if (++_values > MaxValues)
            throw new InvalidDataException($"{file}: its schema makes more than {MaxValues} single values of a block of {length} bytes; no recording does.");
        return type.Kind switch
        {
            AvroKind.Null => null,
            AvroKind.Boolean => Take(1)[0] != 0,
            AvroKind.Int or AvroKind.Long => Long(),
            AvroKind.Float => (double)BinaryPrimitives.ReadSingleLittleEndian(Take(4)),
            AvroKind.Double => BinaryPrimitives.ReadDoubleLittleEndian(Take(8)),
            AvroKind.Bytes => Take(Long()).ToArray(),
            AvroKind.String => Encoding.UTF8.GetString(Take(Long())),
            AvroKind.Fixed => Take(type.Size).ToArray(),
            AvroKind.Enum => Choice(type.Symbols),
            AvroKind.Union => Decode(Choice(type.Parts), depth + 1, keep),
            AvroKind.Array when type.Parts[0].IsNumber => Numbers(type.Parts[0].Kind, keep),
            AvroKind.Array => Items(type.Parts[0], depth, keep),
            AvroKind.Map => Entries(type.Parts[0], depth, keep),
            _ => Fields(type, depth, keep),
        };
    }

    private AvroRecord Fields(AvroType type, int depth, bool keep)
    {
        AvroRecord record = [];
        foreach ((string name, AvroType field) in type.Fields)
            record[name] = Decode(field, depth + 1, keep && keeps(depth, name));
        return record;
    }

    private List<object?> Items(AvroType item, int depth, bool keep)
    {
        List<object?> items = [];
        for (long count = BlockCount(); count > 0; count = BlockCount())
            for (; count > 0; count--)
                items.Add(Decode(item, depth + 1, keep));
        return items;
    }

    private AvroRecord Entries(AvroType value, int depth, bool keep)
    {
        AvroRecord entries = [];
        for (long count = BlockCount(); count > 0; count = BlockCount())
            for (; count > 0; count--)
                entries[Encoding.UTF8.GetString(Take(Long()))] = Decode(value, depth + 1, keep);
        return entries;
    }

    private AvroNumbers Numbers(AvroKind kind, bool keep)
    {
        double[] values = [];
        int total = 0, least = kind switch { AvroKind.Float => 4, AvroKind.Double => 8, _ => 1 };
        for (long count = BlockCount(); count > 0; count = BlockCount())
        {
            if (count > (length - _at) / least)
                throw new InvalidDataException($"{file}: an array announces {count} numbers where {length - _at} bytes are left.");
            if (keep && total + count > values.Length)
                Array.Resize(ref values, (int)Math.Max(total + count, Math.Min(2L * total, length)));
            Fill(kind, (int)count, keep ? values.AsSpan(total, (int)count) : default);
            total += (int)count;
        }

        return new AvroNumbers(total, keep ? values[..total] : null);
    }

    /// <summary>Reads numbers of one kind; passes over them where there is no place for them.</summary>
    private void Fill(AvroKind kind, int count, Span<double> target)
    {
        if (kind is AvroKind.Int or AvroKind.Long)
        {
            if (target.Length == 0)
                Pass(count);
            for (int i = 0; i < target.Length; i++)
                target[i] = Long();
            return;
        }

        int size = kind == AvroKind.Float ? 4 : 8;
        ReadOnlySpan<byte> bytes = Take((long)size * count);
        for (int i = 0; i < target.Length; i++)
            target[i] = size == 4 ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]) : BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
    }

    /// <summary>Items of the next block of an array or a map; 0 at its end. A negative count is followed by the block's length.</summary>
    private long BlockCount()
    {
        long count = Long();
        if (count >= 0)
            return count;
        Long();
        return count > -long.MaxValue ? -count : throw new InvalidDataException($"{file}: an array announces {count} items.");
    }

    private T Choice<T>(IReadOnlyList<T> all) => Long() is >= 0 and var index && index < all.Count ? all[(int)index]
        : throw new InvalidDataException($"{file}: a value is not among the {all.Count} that its schema allows.");

    /// <summary>A number of variable length, seven bits a byte, its sign in the lowest bit.</summary>
    private long Long()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && _at < length; shift += 7)
        {
            byte b = buffer[_at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }

        throw new InvalidDataException($"{file} is damaged: byte {_at} of a block is within a number that does not end.");
    }

    /// <summary>Passes over numbers of variable length: each ends with a byte below 0x80.</summary>
    private void Pass(int count)
    {
        int at = _at;
        for (; count > 0 && at < length; at++)
            count -= buffer[at] < 0x80 ? 1 : 0;
        _at = at;
        if (count > 0)
            throw new InvalidDataException($"{file} is damaged: {count} numbers are missing at the end of a block.");
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > length - _at)
            throw new InvalidDataException($"{file} is damaged: {count} bytes are announced at byte {_at} of a block, {length - _at} are there.");
        _at += (int)count;
        return buffer.AsSpan(_at - (int)count, (int)count);
    }
}
