using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AttX.Datasets.Pickle;

/// <summary>Values of an array, whatever its type, byte order and order of dimensions.</summary>
internal static class ArrayValues
{
    /// <summary>All values, row by row: rows × columns. A float64 array is handed out without a copy.</summary>
    /// <exception cref="InvalidDataException">The array has no values, or none this reader knows.</exception>
    public static double[] ToDoubles(this PickleArray array, string where)
    {
        PayloadBuffer data = Data(array, where);
        bool transposed = array.Fortran && array.Rows > 1 && array.Columns > 1;
        if (array.DType is { Code: "f8", BigEndian: false } && BitConverter.IsLittleEndian && !transposed)
            return data.TakeDoubles();
        double[] values = new double[array.Count];
        Convert(array, data.Bytes, values, Element(array.DType!));
        return transposed ? Transpose(array, where, values) : values;
    }

    /// <summary>All values as codes of labels.</summary>
    /// <exception cref="InvalidDataException">A value is no whole number from 0 to 255.</exception>
    public static byte[] ToCodes(this PickleArray array, string where)
    {
        ReadOnlySpan<byte> bytes = Data(array, where).Bytes;
        byte[] labels = new byte[array.Count];
        Func<ReadOnlySpan<byte>, double> element = Element(array.DType!);
        int size = array.DType!.ItemBytes;
        if (array.DType is { Code: "i4", BigEndian: false } && BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<int> codes = MemoryMarshal.Cast<byte, int>(bytes);
            for (int i = 0; i < labels.Length; i++)
                labels[i] = (uint)codes[i] <= 255 ? (byte)codes[i] : throw NoCode(where, i, codes[i]);
            return labels;
        }
        for (int i = 0; i < labels.Length; i++)
        {
            double code = element(bytes[(i * size)..]);
            labels[i] = code is >= 0 and <= 255 && code == Math.Floor(code) ? (byte)code : throw NoCode(where, i, code);
        }
        return labels;
    }

    private static void Convert(PickleArray array, ReadOnlySpan<byte> bytes, double[] values, Func<ReadOnlySpan<byte>, double> element)
    {
        int size = array.DType!.ItemBytes;
        if (array.DType is { Code: "f4", BigEndian: false } && BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<float> singles = MemoryMarshal.Cast<byte, float>(bytes);
            for (int i = 0; i < values.Length; i++)
                values[i] = singles[i];
            return;
        }
        for (int i = 0; i < values.Length; i++)
            values[i] = element(bytes[(i * size)..]);
    }

    private static double[] Transpose(PickleArray array, string where, double[] values)
    {
        if (array.Shape.Length > 2)
            throw new InvalidDataException($"{where} has shape {array.ShapeText}; at most two dimensions can be read.");
        double[] rowMajor = new double[values.Length];
        int rows = (int)array.Rows, columns = (int)array.Columns;
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                rowMajor[r * columns + c] = values[c * rows + r];
        return rowMajor;
    }

    private static PayloadBuffer Data(PickleArray array, string where)
    {
        if (array.DType is null)
            throw new InvalidDataException($"{where} is an array without a state: the file is damaged.");
        if (array.DType.ItemBytes == 0 || array.Payload is null)
            throw new InvalidDataException($"{where} has elements of type '{array.DType.Code}'; numbers (f4, f8, i1 to i8, u1 to u8) can be read.");
        PayloadBuffer data = array.Payload.Data ?? throw new InvalidOperationException($"{where} was not asked for.");
        return data.Length == array.Count * array.DType.ItemBytes ? data
            : throw new InvalidDataException($"{where} has {data.Length} bytes for shape {array.ShapeText} of '{array.DType}'.");
    }

    private static InvalidDataException NoCode(string where, int index, double code) =>
        new(FormattableString.Invariant($"{where} has the value {code} at sample {index}; labels are codes from 0 to 255."));

    private static Func<ReadOnlySpan<byte>, double> Element(PickleDType dtype) => (dtype.Code, dtype.BigEndian) switch
    {
        ("f8", false) => BinaryPrimitives.ReadDoubleLittleEndian,
        ("f8", true) => BinaryPrimitives.ReadDoubleBigEndian,
        ("f4", false) => b => BinaryPrimitives.ReadSingleLittleEndian(b),
        ("f4", true) => b => BinaryPrimitives.ReadSingleBigEndian(b),
        ("i8", false) => b => BinaryPrimitives.ReadInt64LittleEndian(b),
        ("i8", true) => b => BinaryPrimitives.ReadInt64BigEndian(b),
        ("u8", false) => b => BinaryPrimitives.ReadUInt64LittleEndian(b),
        ("u8", true) => b => BinaryPrimitives.ReadUInt64BigEndian(b),
        ("i4", false) => b => BinaryPrimitives.ReadInt32LittleEndian(b),
        ("i4", true) => b => BinaryPrimitives.ReadInt32BigEndian(b),
        ("u4", false) => b => BinaryPrimitives.ReadUInt32LittleEndian(b),
        ("u4", true) => b => BinaryPrimitives.ReadUInt32BigEndian(b),
        ("i2", false) => b => BinaryPrimitives.ReadInt16LittleEndian(b),
        ("i2", true) => b => BinaryPrimitives.ReadInt16BigEndian(b),
        ("u2", false) => b => BinaryPrimitives.ReadUInt16LittleEndian(b),
        ("u2", true) => b => BinaryPrimitives.ReadUInt16BigEndian(b),
        ("i1", _) => b => (sbyte)b[0],
        _ => b => b[0],
    };
}
