// Stand-in so that src/AttX/Experiments compiles; delete when AttX.Nn.Serialization arrives.
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AttX.Nn.Serialization;

/// <summary>What a safetensors file holds.</summary>
public sealed record SafeTensorsFile(IReadOnlyList<(string Name, int[] Shape, float[] Data)> Tensors, IReadOnlyDictionary<string, string> Metadata);

/// <summary>safetensors, float32 only.</summary>
public static class SafeTensors
{
    /// <summary>Writes.</summary>
    public static void Write(Stream stream, IReadOnlyList<(string Name, int[] Shape, float[] Data)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            long offset = 0;
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata) json.WriteString(key, value);
            json.WriteEndObject();
            foreach ((string name, int[] shape, float[] data) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int n in shape) json.WriteNumberValue(n);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += data.Length * 4L);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, buffer.Length);
        stream.Write(length);
        stream.Write(buffer.ToArray());
        foreach ((_, _, float[] data) in tensors) stream.Write(MemoryMarshal.AsBytes<float>(data));
    }

    /// <summary>Reads.</summary>
    public static SafeTensorsFile Read(Stream stream)
    {
        byte[] length = new byte[8];
        if (stream.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8) throw new InvalidDataException("safetensors: shorter than its header.");
        long n = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (n is < 2 or > 100_000_000) throw new InvalidDataException("safetensors: not a header length.");
        byte[] header = new byte[n];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < n) throw new InvalidDataException("safetensors: truncated header.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            var metadata = new Dictionary<string, string>();
            var tensors = new List<(string, int[], float[])>();
            foreach (JsonProperty p in json.RootElement.EnumerateObject())
            {
                if (p.Name == "__metadata__")
                {
                    foreach (JsonProperty m in p.Value.EnumerateObject()) metadata[m.Name] = m.Value.GetString()!;
                    continue;
                }

                int[] shape = [.. p.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
                float[] data = new float[shape.Aggregate(1, (a, b) => a * b)];
                Span<byte> bytes = MemoryMarshal.AsBytes(data.AsSpan());
                if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new InvalidDataException("safetensors: truncated data.");
                tensors.Add((p.Name, shape, data));
            }

            return new SafeTensorsFile(tensors, metadata);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("safetensors: damaged header.", e);
        }
    }
}
