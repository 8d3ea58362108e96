using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AttX.Ground;

/// <summary>How JSON files are written: indented, lines ended by a line feed, so that the same content gives the same bytes everywhere.</summary>
public static class JsonForms
{
    private static readonly JsonWriterOptions Writing = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>For values that are serialised.</summary>
    public static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>A file of one object, with the properties that <paramref name="write"/> writes.</summary>
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
