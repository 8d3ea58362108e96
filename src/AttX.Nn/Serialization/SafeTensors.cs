using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AttX.Nn.Serialization;

/// <summary>One named float32 array.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Data">Its values, last dimension contiguous.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<int> Shape, float[] Data);

/// <summary>A safetensors file in memory: float32 tensors in the order of their data, and the metadata.</summary>
/// <param name="Tensors">The tensors.</param>
/// <param name="Metadata">Text by key.</param>
public sealed record SafeTensorsFile(IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The tensor of this name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public NamedTensor this[string name] =>
        Tensors.FirstOrDefault(t => t.Name == name) ?? throw new InvalidDataException($"It has no tensor '{name}'.");
}

/// <summary>
/// Reads and writes safetensors: 8 bytes of header length, a JSON header, the arrays. The same content gives the same bytes.
/// </summary>
public static class SafeTensors
{
    private const string MetadataName = "__metadata__";
    private const int MaxHeaderBytes = 100_000_000;

    /// <summary>Writes the tensors in their order, the metadata sorted by key.</summary>
    public static void Write(Stream stream, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using MemoryStream header = new();
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(MetadataName);
                foreach ((string key, string value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach (NamedTensor tensor in tensors)
                offset = WriteEntry(json, tensor, offset);
            json.WriteEndObject();
        }

        while (header.Length % 8 != 0)
            header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        header.WriteTo(stream);
        foreach (NamedTensor tensor in tensors)
            stream.Write(MemoryMarshal.AsBytes<float>(tensor.Data));
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidDataException">Not a safetensors file, damaged, truncated, or not float32.</exception>
    public static SafeTensorsFile Read(Stream stream)
    {
        using JsonDocument header = ReadHeader(stream);
        return ReadTensors(stream, header.RootElement);
    }

    /// <summary>Reads the metadata alone, without the tensors.</summary>
    /// <exception cref="InvalidDataException">Not a safetensors file, or its header is damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(Stream stream)
    {
        using JsonDocument header = ReadHeader(stream);
        return ReadMetadata(header.RootElement);
    }

    private static JsonDocument ReadHeader(Stream stream)
    {
        byte[] prefix = ReadExactly(stream, 8, "header length");
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (headerLength is < 2 or > MaxHeaderBytes)
            throw new InvalidDataException($"Not a safetensors file: its first 8 bytes are not the length of a header, 2 to {MaxHeaderBytes}.");
        try
        {
            JsonDocument header = JsonDocument.Parse(ReadExactly(stream, (int)headerLength, "header"));
            return header.RootElement.ValueKind == JsonValueKind.Object ? header
                : throw new InvalidDataException("Not a safetensors file: its header is not a JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("Not a safetensors file: its header is not JSON.", e);
        }
    }

    private static Dictionary<string, string> ReadMetadata(JsonElement header)
    {
        try
        {
            return header.TryGetProperty(MetadataName, out JsonElement metadata)
                ? metadata.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString() ?? "") : [];
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException("Damaged safetensors header: " + e.Message, e);
        }
    }

    private static long WriteEntry(Utf8JsonWriter json, NamedTensor tensor, long offset)
    {
        long bytes = 4L * tensor.Data.Length;
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", "F32");
        json.WriteStartArray("shape");
        foreach (int dimension in tensor.Shape)
            json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + bytes);
        json.WriteEndArray();
        json.WriteEndObject();
        return offset + bytes;
    }

    private static SafeTensorsFile ReadTensors(Stream stream, JsonElement header)
    {
        Dictionary<string, string> metadata = ReadMetadata(header);
        List<(string Name, int[] Shape, long Start, long End)> entries = [];
        try
        {
            foreach (JsonProperty property in header.EnumerateObject())
                if (property.Name != MetadataName)
                    entries.Add(ReadEntry(property));
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("Damaged safetensors header: " + e.Message, e);
        }

        if (entries.GroupBy(e => e.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidDataException($"Damaged safetensors header: '{twice.Key}' stands there {twice.Count()} times.");
        List<NamedTensor> tensors = [];
        long position = 0;
        foreach ((string name, int[] shape, long start, long end) in entries.OrderBy(e => e.Start))
        {
            long length = shape.Aggregate(1L, (a, b) => checked(a * b));
            if (start != position || end - start != 4 * length)
                throw new InvalidDataException($"Damaged safetensors header: '{name}' stands at bytes {start} to {end}, expected {position} to {position + (4 * length)}.");
            byte[] bytes = ReadExactly(stream, checked((int)(end - start)), $"tensor '{name}'");
            tensors.Add(new NamedTensor(name, shape, MemoryMarshal.Cast<byte, float>(bytes).ToArray()));
            position = end;
        }

        return stream.ReadByte() < 0
            ? new SafeTensorsFile(tensors, metadata)
            : throw new InvalidDataException("Damaged safetensors file: there is data beyond its last tensor.");
    }

    private static (string Name, int[] Shape, long Start, long End) ReadEntry(JsonProperty property)
    {
        string? type = property.Value.GetProperty("dtype").GetString();
        if (type != "F32")
            throw new InvalidDataException($"Tensor '{property.Name}' has type {type}; only F32 is supported (from PyTorch: save float(), without num_batches_tracked).");
        int[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
        if (shape.Any(d => d < 0) || shape.Aggregate(1.0, (a, b) => a * Math.Max(b, 1)) > int.MaxValue / 4)
            throw new InvalidDataException($"Tensor '{property.Name}' has an impossible shape ({string.Join(", ", shape)}).");
        JsonElement offsets = property.Value.GetProperty("data_offsets");
        return (property.Name, shape, offsets[0].GetInt64(), offsets[1].GetInt64());
    }

    // Grows with the bytes that really come: a length that only claims to be large costs nothing.
    private static byte[] ReadExactly(Stream stream, int count, string what)
    {
        using MemoryStream collected = new();
        byte[] chunk = new byte[Math.Min(count, 1 << 16)];
        while (collected.Length < count)
        {
            int read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, count - collected.Length));
            if (read == 0)
                throw new InvalidDataException($"Truncated safetensors file: {what} has {collected.Length} of {count} bytes.");
            collected.Write(chunk, 0, read);
        }

        return collected.ToArray();
    }
}
