namespace AttX.Formats.Avro;

/// <summary>The kinds of types that a schema knows (Apache Avro 1.11, "Schema Declaration").</summary>
internal enum AvroKind
{
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    String,
    Fixed,
    Enum,
    Array,
    Map,
    Union,
    Record,
}

/// <summary>One type of a schema. A record may contain itself, so its fields are set after it exists.</summary>
internal sealed class AvroType(AvroKind kind)
{
    public AvroKind Kind { get; } = kind;

    /// <summary>Of a record: its fields, in the order of the encoding.</summary>
    public IReadOnlyList<(string Name, AvroType Type)> Fields { get; set; } = [];

    /// <summary>Of a union: its branches. Of an array or a map: the one type of its items.</summary>
    public IReadOnlyList<AvroType> Parts { get; set; } = [];

    /// <summary>Of an enum: its symbols.</summary>
    public IReadOnlyList<string> Symbols { get; set; } = [];

    /// <summary>Of a fixed: its length in bytes.</summary>
    public int Size { get; set; }

    /// <summary>Whether it is a number, of which arrays are decoded at once.</summary>
    public bool IsNumber => Kind is AvroKind.Int or AvroKind.Long or AvroKind.Float or AvroKind.Double;
}
