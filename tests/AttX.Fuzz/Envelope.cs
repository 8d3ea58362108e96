using System.Buffers.Binary;
using System.IO.Compression;

namespace AttX.Fuzz;

/// <summary>
/// A file whose content is behind a checksum, a compression or a length: random changes of its bytes are refused at the door, so that its parts are changed
/// and packed anew.
/// </summary>
/// <param name="Parts">The parts: name and content.</param>
/// <param name="Pack">Packs parts.</param>
internal sealed record Envelope(IReadOnlyList<(string Name, byte[] Content)> Parts, Func<IReadOnlyList<(string Name, byte[] Content)>, byte[]> Pack)
{
    private const int SafeTensorsPrefix = 8;

    /// <summary>Opens a ZIP, gzip or safetensors file; null for anything else, or a damaged one.</summary>
    public static Envelope? Of(byte[] bytes)
    {
        try
        {
            return bytes switch
            {
                [(byte)'P', (byte)'K', 3, 4, ..] => Zip(bytes),
                [0x1F, 0x8B, ..] => Gzip(bytes),
                [_, _, _, _, 0, 0, 0, 0, (byte)'{', ..] => SafeTensors(bytes),
                _ => null,
            };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    private static Envelope Zip(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        return new Envelope([.. archive.Entries.Select(entry => (entry.FullName, ReadAll(entry.Open())))], parts =>
        {
            using var packed = new MemoryStream();
            using (var target = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
                foreach ((string name, byte[] content) in parts)
                    using (Stream entry = target.CreateEntry(name, CompressionLevel.Fastest).Open())
                        entry.Write(content);
            return packed.ToArray();
        });
    }

    private static Envelope Gzip(byte[] bytes) => new([("", ReadAll(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)))], parts =>
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(parts[0].Content);
        return packed.ToArray();
    });

    /// <summary>The header and the data of a safetensors file; the length before them follows.</summary>
    private static Envelope? SafeTensors(byte[] bytes)
    {
        int header = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (header < 0 || header > bytes.Length - SafeTensorsPrefix)
            return null;
        return new Envelope([("header", bytes[SafeTensorsPrefix..(SafeTensorsPrefix + header)]), ("data", bytes[(SafeTensorsPrefix + header)..])], parts =>
        {
            byte[] length = new byte[SafeTensorsPrefix];
            BinaryPrimitives.WriteInt64LittleEndian(length, parts[0].Content.Length);
            return [.. length, .. parts[0].Content, .. parts[1].Content];
        });
    }

    private static byte[] ReadAll(Stream stream)
    {
        using (stream)
        {
            var content = new MemoryStream();
            byte[] buffer = new byte[1 << 16];
            for (int read; content.Length < Mutator.MaximumBytes && (read = stream.Read(buffer)) > 0;)
                content.Write(buffer, 0, read);
            return content.ToArray();
        }
    }
}
