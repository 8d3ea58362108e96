using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AttX.Ground;

/// <summary>Format of JSON files: indented, lines ended by a line feed, so that the same content gives the same bytes everywhere.</summary>
public static class JsonForms
{
    private static readonly JsonWriterOptions Writing = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Options for serialised values.</summary>
    public static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Maximum size of a run's or a sweep's JSON file, in bytes.</summary>
    public const long MaximumBytes = 64L << 20;

    /// <summary>Reads a file of untrusted origin.</summary>
    /// <exception cref="InvalidDataException">It is larger than <see cref="MaximumBytes"/>.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadBytes(string path) => new FileInfo(path) is { Exists: true, Length: > MaximumBytes and var length }
        ? throw new InvalidDataException($"{path}: {length} bytes, but such a file has at most {MaximumBytes}.") : File.ReadAllBytes(path);

    /// <summary>Returns the content of a file of one object, with the properties that <paramref name="write"/> writes.</summary>
    public static ReadOnlyMemory<byte> FileOf(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
