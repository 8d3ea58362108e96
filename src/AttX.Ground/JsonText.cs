using System.Text.Json;

namespace AttX.Ground;

/// <summary>Parses JSON of untrusted origin.</summary>
public static class JsonText
{
    /// <summary>
    /// Parses a document whose every text is Unicode. .NET notices half of a surrogate pair, or bytes that are not UTF-8, only where a text is read, and with
    /// an exception that no reader of files expects.
    /// </summary>
    /// <exception cref="JsonException">It is no JSON, or a text is not Unicode; gives the line.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, JsonDocumentOptions options = default)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions
        {
            CommentHandling = options.CommentHandling,
            AllowTrailingCommas = options.AllowTrailingCommas,
            MaxDepth = options.MaxDepth,
        });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsUnicode(ref reader))
            {
                ReadOnlySpan<byte> before = json.Span[..(int)reader.TokenStartIndex];
                throw new JsonException("a text is not Unicode", null, before.Count((byte)'\n'), before.Length - 1 - before.LastIndexOf((byte)'\n'));
            }

        return JsonDocument.Parse(json, options);
    }

    private static bool IsUnicode(ref Utf8JsonReader reader)
    {
        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
