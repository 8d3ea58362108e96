using System.IO.Compression;
using System.Text;

namespace AttX.Formats.Tests.Avro;

/// <summary>Avro's encoding, written out: what a writer would have to do, and no more.</summary>
internal static class AvroBytes
{
    /// <summary>A number of variable length with its sign in the lowest bit.</summary>
    public static byte[] Long(long value)
    {
        ulong zigzag = (ulong)(value << 1 ^ value >> 63);
        List<byte> bytes = [];
        for (; zigzag >= 0x80; zigzag >>= 7)
            bytes.Add((byte)(zigzag | 0x80));
        return [.. bytes, (byte)zigzag];
    }

    public static byte[] Utf8(string text) => [.. Long(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Floats(IEnumerable<float> values) => Array(values, BitConverter.GetBytes);

    public static byte[] Longs(IEnumerable<long> values) => Array(values, Long);

    /// <summary>A container file of one block for each body.</summary>
    public static byte[] Container(string schema, string codec, params byte[][] bodies)
    {
        byte[] sync = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        List<byte> bytes = [.. "Obj\x01"u8, .. Long(2), .. Utf8("avro.schema"), .. Utf8(schema), .. Utf8("avro.codec"), .. Utf8(codec), .. Long(0), .. sync];
        foreach (byte[] body in bodies)
        {
            byte[] packed = codec == "deflate" ? Deflate(body) : body;
            bytes.AddRange([.. Long(1), .. Long(packed.Length), .. packed, .. sync]);
        }

        return [.. bytes];
    }

    private static byte[] Array<T>(IEnumerable<T> values, Func<T, byte[]> encode)
    {
        T[] all = [.. values];
        return all.Length == 0 ? Long(0) : [.. Long(all.Length), .. all.SelectMany(encode), .. Long(0)];
    }

    private static byte[] Deflate(byte[] body)
    {
        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(body);
        return packed.ToArray();
    }
}
