using System.IO.Compression;
using System.Text;
using AttX.Formats.Binary;

namespace AttX.Formats.Avro;

/// <summary>
/// Reads an Avro object container file (Apache Avro 1.11, "Object Container Files"), block by block, with the codecs null and deflate.
/// </summary>
internal static class AvroContainer
{
    private const int MaxEntries = 1000, SyncBytes = 16, FreeBytes = 16 << 20, MaxRatio = 100;

    /// <summary>Whether a file begins as one does.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.StartsWith("Obj\x01"u8);

    /// <summary>The file's objects, one at a time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keeps">Which arrays of numbers are wanted, by the depth and the name of their field; others are counted.</param>
    /// <exception cref="InvalidDataException">It is damaged, or its schema asks for more than the file holds.</exception>
    public static IEnumerable<object?> Read(string path, Func<int, string, bool> keeps)
    {
        using ByteReader file = new(path);
        if (!Recognises(file.Take((int)Math.Min(4, file.Length))))
            throw new InvalidDataException($"{file.Name} does not begin as an Avro file does.");
        Dictionary<string, byte[]> header = Header(file);
        if (!header.TryGetValue("avro.schema", out byte[]? json))
            throw new InvalidDataException($"{file.Name} is damaged: its header has no schema.");
        AvroType schema = AvroSchema.Parse(json, file.Name);
        string codec = header.TryGetValue("avro.codec", out byte[]? text) ? Encoding.UTF8.GetString(text) : "null";
        if (codec is not ("null" or "deflate"))
            throw new InvalidDataException($"{file.Name} is packed with '{SignalNames.Shown(codec)}'; null and deflate are read.");
        byte[] sync = file.TakeAll(SyncBytes);
        while (file.Remaining > 0)
        {
            long count = Long(file);
            byte[] packed = file.TakeAll(Long(file));
            if (!file.Take(SyncBytes).SequenceEqual(sync))
                throw new InvalidDataException($"{file.Name} is damaged: the block that ends at byte {file.Position} lacks the file's mark.");
            (byte[] block, int length) = codec == "null" ? (packed, packed.Length) : Unpack(packed, file.Name);
            AvroDecoder decoder = new(block, length, file.Name, keeps);
            for (; count > 0; count--)
                yield return decoder.Decode(schema);
            if (!decoder.IsAtEnd)
                throw new InvalidDataException($"{file.Name} is damaged: bytes are left in the block that ends at byte {file.Position}.");
        }
    }

    /// <summary>The header's entries: a map of bytes.</summary>
    private static Dictionary<string, byte[]> Header(ByteReader file)
    {
        Dictionary<string, byte[]> entries = [];
        for (long count = Long(file); count != 0; count = Long(file))
        {
            if (count < 0)
                (count, _) = (-count, Long(file));
            for (; count > 0; count--)
            {
                entries[Encoding.UTF8.GetString(file.TakeAll(Long(file)))] = file.TakeAll(Long(file));
                if (entries.Count > MaxEntries)
                    throw new InvalidDataException($"{file.Name}: its header has more than {MaxEntries} entries.");
            }
        }

        return entries;
    }

    private static (byte[] Buffer, int Length) Unpack(byte[] packed, string name)
    {
        long limit = Math.Max(FreeBytes, (long)MaxRatio * packed.Length);
        using MemoryStream unpacked = new((int)Math.Min(4L * packed.Length, FreeBytes));
        using DeflateStream deflate = new(new MemoryStream(packed), CompressionMode.Decompress);
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = deflate.Read(buffer)) > 0;)
            {
                if (unpacked.Length + read > Math.Min(limit, Array.MaxLength))
                    throw new InvalidDataException($"a block of {packed.Length} bytes unpacks to more than {limit}, as no recording does.");
                unpacked.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{name} is damaged: {e.Message}", e);
        }

        return (unpacked.GetBuffer(), (int)unpacked.Length);
    }

    private static long Long(ByteReader file)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte b = file.Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }

        throw new InvalidDataException($"{file.Name} is damaged: the number at byte {file.Position} does not end.");
    }
}
