using System.Text.Json;

namespace AttX.Formats.Avro;

/// <summary>Reads the schema that an Avro file carries: JSON, bounded in length and depth; types go by their full names.</summary>
internal sealed class AvroSchema
{
    private const int MaxBytes = 1 << 20, MaxDepth = 64, MaxFixed = 1 << 20;

    private static readonly Dictionary<string, AvroKind> Primitives = new()
    {
        ["null"] = AvroKind.Null,
        ["boolean"] = AvroKind.Boolean,
        ["int"] = AvroKind.Int,
        ["long"] = AvroKind.Long,
        ["float"] = AvroKind.Float,
        ["double"] = AvroKind.Double,
        ["bytes"] = AvroKind.Bytes,
        ["string"] = AvroKind.String,
    };

    private readonly Dictionary<string, AvroType> _named = [];
    private readonly string _file;

    private AvroSchema(string file) => _file = file;

    /// <summary>The type of the file's objects.</summary>
    /// <exception cref="InvalidDataException">It is no schema, or too long or too deep.</exception>
    public static AvroType Parse(ReadOnlyMemory<byte> json, string file)
    {
        if (json.Length > MaxBytes)
            throw new InvalidDataException($"{file}: its schema has {json.Length} bytes; schemas of up to {MaxBytes} bytes are read.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return new AvroSchema(file).TypeOf(document.RootElement, "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{file}: its schema is damaged: {SignalNames.Shown(e.Message)}", e);
        }
    }

    private AvroType TypeOf(JsonElement element, string space) => element.ValueKind switch
    {
        JsonValueKind.String => Named(element.GetString()!, space),
        JsonValueKind.Array => new AvroType(AvroKind.Union) { Parts = [.. element.EnumerateArray().Select(e => TypeOf(e, space))] },
        _ => Complex(element, space),
    };

    private AvroType Named(string name, string space)
    {
        if (Primitives.TryGetValue(name, out AvroKind kind))
            return new AvroType(kind);
        return _named.TryGetValue(FullName(name, space), out AvroType? type) || _named.TryGetValue(name, out type) ? type
            : throw new InvalidDataException($"{_file}: its schema uses the type '{SignalNames.Shown(name)}' before it defines it.");
    }

    private AvroType Complex(JsonElement element, string space)
    {
        JsonElement type = element.GetProperty("type");
        switch (type.ValueKind == JsonValueKind.String ? type.GetString() : "")
        {
            case "record" or "error":
                AvroType record = Define(AvroKind.Record, element, ref space);
                string inner = space;
                record.Fields = [.. element.GetProperty("fields").EnumerateArray()
                    .Select(f => (f.GetProperty("name").GetString()!, TypeOf(f.GetProperty("type"), inner)))];
                return record;
            case "enum":
                AvroType symbols = Define(AvroKind.Enum, element, ref space);
                symbols.Symbols = [.. element.GetProperty("symbols").EnumerateArray().Select(s => s.GetString()!)];
                return symbols;
            case "fixed":
                AvroType bytes = Define(AvroKind.Fixed, element, ref space);
                bytes.Size = element.GetProperty("size").GetInt32();
                return bytes.Size is >= 0 and <= MaxFixed ? bytes : throw new InvalidDataException(
                    $"{_file}: its schema has a fixed type of {bytes.Size} bytes; up to {MaxFixed} are read.");
            case "array":
                return new AvroType(AvroKind.Array) { Parts = [TypeOf(element.GetProperty("items"), space)] };
            case "map":
                return new AvroType(AvroKind.Map) { Parts = [TypeOf(element.GetProperty("values"), space)] };
            default:
                return TypeOf(type, space);
        }
    }

    /// <summary>Registers a type by its full name; the name's namespace is that of the types within.</summary>
    private AvroType Define(AvroKind kind, JsonElement element, ref string space)
    {
        if (element.TryGetProperty("namespace", out JsonElement given))
            space = given.GetString() ?? "";
        string name = FullName(element.GetProperty("name").GetString()!, space);
        space = name.LastIndexOf('.') is >= 0 and var dot ? name[..dot] : "";
        AvroType type = new(kind);
        return _named.TryAdd(name, type) ? type
            : throw new InvalidDataException($"{_file}: its schema defines the type '{SignalNames.Shown(name)}' twice.");
    }

    private static string FullName(string name, string space) => name.Contains('.') || space.Length == 0 ? name : $"{space}.{name}";
}
