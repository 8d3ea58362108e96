namespace AttX.Datasets.Pickle;

/// <summary>
/// The allow-list: the few names that occur in pickled numpy arrays, and what this reader does instead of calling
/// them. Nothing is ever looked up or executed.
/// </summary>
internal sealed class ArrayBuilder(PickleInput input)
{
    private static readonly HashSet<string> Allowed =
    [
        "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct",
        "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar",
        "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer",
        "numpy.ndarray", "numpy.dtype", "_codecs.encode",
        "builtins.bytes", "__builtin__.bytes", "builtins.bytearray", "__builtin__.bytearray",
    ];

    /// <summary>Returns the name as a value.</summary>
    /// <exception cref="InvalidDataException">It is not on the allow-list.</exception>
    public PickleGlobal Global(long offset, string module, string name) => Allowed.Contains(module + "." + name)
        ? new PickleGlobal(module, name)
        : throw Refused(offset, $"'{Printable(module)}.{Printable(name)}'");

    /// <summary>Creates the error for what this reader refuses.</summary>
    public InvalidDataException Refused(long offset, string what) =>
        input.Corrupt(offset, "refused " + what, "this reader loads arrays only and executes nothing");

    /// <summary>Returns the result of calling an allowed name at this offset.</summary>
    public object Reduce(long offset, PickleGlobal function, object[] arguments) => (function.Name, arguments) switch
    {
        ("_reconstruct", [PickleGlobal { Name: "ndarray" }, object[], PickleBytes]) => new PickleArray(offset),
        ("dtype", [PickleBytes { Data: not null } code, ..]) => DType(code.Text),
        ("_frombuffer", [PickleBytes payload, PickleDType dtype, object[] shape, PickleBytes { Data: not null } order]) =>
            Fill(offset, new PickleArray(offset), shape, dtype, order.Text == "F", payload),
        ("encode", [PickleBytes text, PickleBytes { Data: not null } encoding]) when encoding.Text is "latin1" or "latin-1" => text,
        ("bytes" or "bytearray", []) => new PickleBytes(offset, new PayloadBuffer(0)),
        ("bytes" or "bytearray", [PickleBytes bytes]) => bytes,
        ("scalar", [PickleDType, ..]) => PickleOpaque.Scalar,
        _ => throw input.Corrupt(offset, $"calls {function.Module}.{function.Name} with arguments that numpy does not write"),
    };

    /// <summary>Sets the state of an array or a dtype, as the opcode at this offset requests.</summary>
    public object Build(long offset, object target, object state)
    {
        switch (target, state)
        {
            case (PickleArray array, object[] and [long, object[] shape, PickleDType dtype, bool or long, PickleBytes payload] items):
                return Fill(offset, array, shape, dtype, items[3] is true or (long and not 0), payload);
            case (PickleArray array, object[] and [long, object[] shape, PickleDType dtype, bool or long, PickleList]):
                return array.Become(Shape(offset, shape), dtype, false, null);
            case (PickleDType dtype, object[] and [long, PickleBytes { Data: not null } order, ..]) when order.Text is "<" or ">" or "|" or "=":
                dtype.BigEndian = order.Text == ">";
                return dtype;
            default:
                throw input.Corrupt(offset, "sets a state that numpy does not write");
        }
    }

    /// <summary>Computes the bytes of an array; -1 if the shape is none, the type is unknown, or the number is beyond 2^62.</summary>
    public static long ByteCount(object[] shape, PickleDType dtype) =>
        dtype.ItemBytes > 0 && TryShape(shape) is { } lengths ? lengths.Aggregate((long)dtype.ItemBytes, (a, b) => a * b) : -1;

    private PickleArray Fill(long offset, PickleArray array, object[] shape, PickleDType dtype, bool fortran, PickleBytes payload)
    {
        long[] lengths = Shape(offset, shape);
        long bytes = ByteCount(shape, dtype);
        if (dtype.ItemBytes == 0 || (bytes >= payload.MinLength && bytes <= payload.MaxLength))
            return array.Become(lengths, dtype, fortran, payload);
        string found = payload.MinLength == payload.MaxLength ? $"{payload.MinLength}" : $"{payload.MinLength} to {payload.MaxLength}";
        throw input.Corrupt(offset, "has a damaged array",
            $"shape {PickleArray.Text(lengths)} of '{dtype.Code}' needs {bytes} bytes, but {found} are there");
    }

    private long[] Shape(long offset, object[] shape) =>
        TryShape(shape) ?? throw input.Corrupt(offset, "has an array of impossible shape");

    /// <summary>Converts a tuple to a shape; null if it is none, or if 8 bytes for each element would be more than 2^62.</summary>
    private static long[]? TryShape(object[] shape)
    {
        Int128 bytes = 8;
        if (shape.Length > 8)
            return null;
        foreach (object d in shape)
            if (d is not (long and >= 0) || (bytes *= Math.Max(1, (long)d)) > 1L << 62)
                return null;
        return [.. shape.Cast<long>()];
    }

    private static PickleDType DType(string code) => code is ['<' or '>' or '=' or '|', ..]
        ? new PickleDType(code[1..]) { BigEndian = code[0] == '>' }
        : new PickleDType(code);

    private static string Printable(string name) =>
        new([.. name.Take(80).Select(c => c is > ' ' and < '\x7f' ? c : '?')]);
}
