using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace AttX.Testing;

/// <summary>
/// An array of NumPy's .npy format, widened to double. Reads what the golden files and recordings hold: little-endian numbers
/// in C order.
/// </summary>
/// <param name="Shape">Length of each dimension.</param>
/// <param name="Values">All values, last dimension fastest.</param>
public sealed partial record NpyArray(int[] Shape, double[] Values)
{
    /// <summary>Reads every array of an .npz file (a zip of .npy files), by name.</summary>
    public static IReadOnlyDictionary<string, NpyArray> ReadArchive(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        Dictionary<string, NpyArray> arrays = [];
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream stream = entry.Open();
            arrays[Path.GetFileNameWithoutExtension(entry.Name)] = Read(stream);
        }

        return arrays;
    }

    /// <summary>Reads a golden file under tests/golden.</summary>
    public static IReadOnlyDictionary<string, NpyArray> ReadGolden(params string[] path) =>
        ReadArchive(Path.Combine([RealData.RepositoryRoot, "tests", "golden", .. path]));

    /// <summary>Returns one row of an array of two dimensions.</summary>
    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Shape[^1], Shape[^1]);

    /// <summary>Reads one array.</summary>
    public static NpyArray Read(Stream stream)
    {
        using MemoryStream memory = new();
        stream.CopyTo(memory);
        ReadOnlySpan<byte> bytes = memory.ToArray();
        bool longHeader = bytes[6] > 1;
        int start = longHeader ? 12 : 10;
        int length = longHeader
            ? BinaryPrimitives.ReadInt32LittleEndian(bytes[8..])
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        string header = Encoding.ASCII.GetString(bytes.Slice(start, length));
        if (header.Contains("'fortran_order': True", StringComparison.Ordinal))
            throw new NotSupportedException("Fortran order: " + header);
        int[] shape = [.. Numbers().Matches(ShapeOf().Match(header).Groups[1].Value)
            .Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture))];
        string type = TypeOf().Match(header).Groups[1].Value;
        return new NpyArray(shape, Decode(type, bytes[(start + length)..], shape.Aggregate(1, (a, b) => a * b)));
    }

    private static double[] Decode(string type, ReadOnlySpan<byte> data, int count)
    {
        double[] values = new double[count];
        int size = type[^1] - '0';
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> item = data.Slice(i * size, size);
            values[i] = type switch
            {
                "<f8" => BinaryPrimitives.ReadDoubleLittleEndian(item),
                "<f4" => BinaryPrimitives.ReadSingleLittleEndian(item),
                "<i8" => BinaryPrimitives.ReadInt64LittleEndian(item),
                "<i4" => BinaryPrimitives.ReadInt32LittleEndian(item),
                "<i2" => BinaryPrimitives.ReadInt16LittleEndian(item),
                "|i1" => (sbyte)item[0],
                "|u1" => item[0],
                _ => throw new NotSupportedException("Type of array: " + type),
            };
        }

        return values;
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapeOf();

    [GeneratedRegex(@"'descr': '([^']*)'")]
    private static partial Regex TypeOf();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
