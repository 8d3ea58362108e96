using System.Text;
using System.Text.Json;

namespace AttX.Ground;

/// <summary>Reads the keys of a hand-written JSON object; messages name the key, and for an unknown one the key that was probably meant.</summary>
public sealed class JsonKeys
{
    private const long MaximumBytes = 4 << 20;

    private readonly JsonElement _json;

    private JsonKeys(JsonElement json, string where) => (_json, Where) = (json, where);

    /// <summary>The object in messages: "dataset.json: labels".</summary>
    public string Where { get; }

    /// <summary>Reads a file of one object. Comments, trailing commas and a byte order mark are allowed; a key may stand there once.</summary>
    /// <exception cref="InvalidDataException">It is too long, or no such file; names the line.</exception>
    public static JsonKeys OfFile(string path)
    {
        string name = Path.GetFileName(path);
        if (new FileInfo(path).Length is > MaximumBytes and var length)
            throw new InvalidDataException($"{name} has {length} bytes, and may have at most {MaximumBytes}.");
        ReadOnlyMemory<byte> text = File.ReadAllBytes(path);
        try
        {
            using JsonDocument json = JsonText.Parse(
                text.Span.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
            return Of(json.RootElement.Clone(), name);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.LineNumber is { } line
                ? $"{name}: not JSON (line {line + 1}, position {e.BytePositionInLine + 1})." : $"{name}: {e.Message}", e);
        }
    }

    /// <summary>Reads an object.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static JsonKeys Of(JsonElement json, string where) => json.ValueKind == JsonValueKind.Object ? new JsonKeys(json, where)
        : throw new InvalidDataException($"{where} must be an object in braces, got {Shown(json)}.");

    /// <summary>Returns a key's value; null if the key is missing.</summary>
    public JsonElement? Find(string key) => _json.TryGetProperty(key, out JsonElement value) ? value : null;

    /// <summary>Returns a key's value.</summary>
    /// <exception cref="InvalidDataException">The key is missing; <paramref name="example"/> shows what to write.</exception>
    public JsonElement Require(string key, string example) =>
        Find(key) ?? throw new InvalidDataException($"{Where}: \"{key}\" is missing; it is like {example}.");

    /// <summary>Returns a text; null if the key is missing.</summary>
    /// <exception cref="InvalidDataException">The value is no text, or an empty one.</exception>
    public string? Text(string key) => Find(key) is { } value ? TextOf(value, key) : null;

    /// <summary>Returns a finite number; null if the key is missing.</summary>
    /// <exception cref="InvalidDataException">The value is no number.</exception>
    public double? Number(string key) => Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number
        : throw new InvalidDataException($"{Where}: \"{key}\" must be a number, got {Shown(value)}.");

    /// <summary>Returns a required text.</summary>
    /// <exception cref="InvalidDataException">The key is missing, or its value is no text.</exception>
    public string RequireText(string key, string example) => TextOf(Require(key, example), key);

    /// <summary>Returns an object of texts; empty if the key is missing. With <paramref name="mayBeNull"/>, null is a value, too.</summary>
    /// <exception cref="InvalidDataException">The value is no such object.</exception>
    public IReadOnlyList<(string Key, string? Text)> Texts(string key, bool mayBeNull = false) => Find(key) is not { } value ? []
        : [.. Of(value, $"{Where}: \"{key}\"")._json.EnumerateObject().Select(p =>
            (p.Name, mayBeNull && p.Value.ValueKind == JsonValueKind.Null ? null : TextOf(p.Value, $"{key}: {p.Name}")))];

    /// <summary>Checks that there are no other keys than these.</summary>
    /// <exception cref="InvalidDataException">There is one; the message suggests a known one.</exception>
    public void RequireOnly(IReadOnlyList<string> known)
    {
        if (_json.EnumerateObject().Select(p => p.Name).FirstOrDefault(key => !known.Contains(key)) is { } unknown)
            throw new InvalidDataException($"{Where}: unknown key \"{unknown}\"; did you mean \"{EditDistance.Nearest(unknown, known)}\"?");
    }

    /// <summary>Returns the text that a value is.</summary>
    /// <exception cref="InvalidDataException">It is none, or an empty one.</exception>
    public string TextOf(JsonElement value, string key) => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
        ? text : throw new InvalidDataException($"{Where}: \"{key}\" must be a text, got {Shown(value)}.");

    private static string Shown(JsonElement json)
    {
        const int most = 60;
        string text = json.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= most ? text : text[..most] + "…";
    }
}
