namespace AttX.Datasets.Pickle;

/// <summary>Placeholders for values that this reader does not keep.</summary>
internal sealed class PickleOpaque
{
    private PickleOpaque() { }

    public static PickleOpaque None { get; } = new();
    public static PickleOpaque Float { get; } = new();
    public static PickleOpaque Scalar { get; } = new();

    /// <summary>The stack's MARK.</summary>
    public static PickleOpaque Mark { get; } = new();
}

/// <summary>A list: accepted where it is harmless, without its items.</summary>
internal sealed class PickleList;

/// <summary>A name on the allow-list.</summary>
internal sealed record PickleGlobal(string Module, string Name);

/// <summary>A dict; values by key, without keys that are not text.</summary>
internal sealed class PickleDict
{
    private readonly Dictionary<string, object> _items = [];

    /// <summary>Whether anything was ever set, even if dropped.</summary>
    public bool IsEmpty { get; private set; } = true;

    public IReadOnlyDictionary<string, object> Items => _items;

    public void Set(object key, object value)
    {
        IsEmpty = false;
        if (key is PickleBytes { Data: not null } text)
            _items[text.Text] = value;
    }
}

/// <summary>
/// A string of any kind, as bytes (text as Latin-1). Short ones are always kept; of long ones only those wanted:
/// the others are known only by their offset.
/// </summary>
/// <param name="offset">Offset of the opcode that made it: its identity when the file is read again.</param>
/// <param name="minLength">Minimum length in bytes.</param>
/// <param name="maxLength">Maximum length in bytes (a skipped escaped text is not counted exactly).</param>
/// <param name="data">The bytes, or null if they were skipped.</param>
internal sealed class PickleBytes(long offset, long minLength, long maxLength, PayloadBuffer? data)
{
    private string? _text;

    public PickleBytes(long offset, PayloadBuffer data) : this(offset, data.Length, data.Length, data) { }

    public long Offset => offset;

    public long MinLength => minLength;

    public long MaxLength => maxLength;

    /// <summary>The bytes, or null if they were skipped.</summary>
    public PayloadBuffer? Data { get; private set; } = data;

    /// <summary>The bytes as Latin-1 text.</summary>
    public string Text => _text ??= System.Text.Encoding.Latin1.GetString(Data!.Bytes);

    /// <summary>Drops the bytes.</summary>
    public void Drop() => Data = null;
}

/// <summary>A numpy dtype: its code ("f8") and, once built, its byte order.</summary>
internal sealed class PickleDType(string code)
{
    public string Code => code;

    /// <summary>Whether the elements are stored most significant byte first.</summary>
    public bool BigEndian { get; set; }

    /// <summary>Size of one element in bytes, or 0 if this reader does not know the type.</summary>
    public int ItemBytes { get; } = code switch
    {
        "f8" or "i8" or "u8" => 8,
        "f4" or "i4" or "u4" => 4,
        "i2" or "u2" => 2,
        "i1" or "u1" or "b1" => 1,
        _ => 0,
    };

    public override string ToString() => (BigEndian ? ">" : "") + code;
}

/// <summary>A numpy array: its shape, type and bytes. Incomplete until its state has been read.</summary>
/// <param name="offset">Offset of the call that made it.</param>
internal sealed class PickleArray(long offset)
{
    public long Offset => offset;

    /// <summary>Length of each dimension; their product, times the bytes of an element, is at most 2^62.</summary>
    public long[] Shape { get; private set; } = [];

    public PickleDType? DType { get; private set; }

    /// <summary>Whether the order is column-major (Fortran).</summary>
    public bool Fortran { get; private set; }

    /// <summary>The elements' bytes; null before the state was read, and for an array of objects.</summary>
    public PickleBytes? Payload { get; private set; }

    /// <summary>Number of elements.</summary>
    public long Count => Rows * Columns;

    /// <summary>Length of the first dimension.</summary>
    public long Rows => Shape.Length == 0 ? 1 : Shape[0];

    /// <summary>Elements per row.</summary>
    public long Columns => Shape.Skip(1).Aggregate(1L, (a, b) => a * b);

    public string ShapeText => Text(Shape);

    public static string Text(long[] shape) => $"({string.Join(", ", shape)}{(shape.Length == 1 ? "," : "")})";

    /// <summary>Sets the state, which must have been checked.</summary>
    public PickleArray Become(long[] shape, PickleDType dtype, bool fortran, PickleBytes? payload)
    {
        (Shape, DType, Fortran, Payload) = (shape, dtype, fortran, payload);
        return this;
    }
}
