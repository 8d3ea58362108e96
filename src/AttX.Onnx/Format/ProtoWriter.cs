using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace AttX.Onnx.Format;

/// <summary>
/// Protocol buffers' wire format: each field is a key, number · 8 + wire type, and its value: a varint (type 0), 4 bytes (5), or
/// a length and so many bytes (2), which are text, an array or another message.
/// </summary>
internal sealed class ProtoWriter
{
    private const int VarintType = 0, LengthType = 2, FourBytesType = 5;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Writes an integer; negative ones take ten bytes.</summary>
    public void Integer(int field, long value)
    {
        Key(field, VarintType);
        Varint((ulong)value);
    }

    /// <summary>Writes a float.</summary>
    public void Single(int field, float value)
    {
        Key(field, FourBytesType);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    /// <summary>Writes text in UTF-8.</summary>
    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes an array of bytes.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, LengthType);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    /// <summary>Writes a message.</summary>
    public void Message(int field, Action<ProtoWriter> write)
    {
        ProtoWriter message = new();
        write(message);
        Bytes(field, message._bytes.WrittenSpan);
    }

    /// <summary>Writes the collected fields to a stream.</summary>
    public void CopyTo(Stream stream) => stream.Write(_bytes.WrittenSpan);

    private void Key(int field, int type) => Varint((ulong)((field << 3) | type));

    /// <summary>Writes seven bits per byte, the lowest first; the eighth is set if more follow.</summary>
    private void Varint(ulong value)
    {
        for (; value > 127; value >>= 7)
            _bytes.Write([(byte)(value | 128)]);
        _bytes.Write([(byte)value]);
    }
}
