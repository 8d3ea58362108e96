using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Wesad;

/// <summary>
/// Writes one subject in the release's form: Python 2's pickle protocol 0, opcode by opcode, an array's bytes as one line of
/// escaped text. <see cref="WesadDataset"/> reads it, and so does Python's pickle.load(file, encoding='latin1').
/// </summary>
internal sealed class WesadWriter(Stream stream, bool keepsDoubles)
{
    private const int BufferBytes = 1 << 18;

    /// <summary>Escapes of each byte as written by repr: up to four characters, in the order of a little-endian word.</summary>
    private static readonly uint[] Escape = [.. Enumerable.Range(0, 256).Select(i => Word(EscapeOf(i)))];

    private static readonly byte[] EscapeLength = [.. Enumerable.Range(0, 256).Select(i => (byte)EscapeOf(i).Length)];

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _length;
    private int _memo;

    /// <summary>Writes a whole recording: {'signal': {device: {name: array}}, 'label': int32, 'subject': name}.</summary>
    /// <param name="stream">The destination.</param>
    /// <param name="subject">The subject's name.</param>
    /// <param name="arrays">The arrays, device by device.</param>
    /// <param name="signal">Computes the values of an array, sample after sample; called for each array in turn, and not kept. Chest Temp
    /// becomes float32, as in the release.</param>
    /// <param name="labels">The condition at each 1/700 s.</param>
    /// <param name="keepsDoubles">Whether to keep chest Temp in double precision.</param>
    public static void Write(
        Stream stream, string subject, IReadOnlyList<WesadArray> arrays, Func<WesadArray, double[]> signal, byte[] labels,
        bool keepsDoubles = false)
    {
        WesadWriter writer = new(stream, keepsDoubles);
        writer.BeginDict();
        writer.Item("signal", () =>
        {
            writer.BeginDict();
            foreach (IGrouping<Device, WesadArray> device in arrays.GroupBy(a => a.Device))
                writer.Item(WesadArray.KeyOf(device.Key), () =>
                {
                    writer.BeginDict();
                    foreach (WesadArray array in device)
                        writer.Item(array.Name, () => writer.Signal(array, signal(array)));
                });
        });
        writer.Item("subject", () => writer.Text(Encoding.ASCII.GetBytes(subject)));
        writer.Item("label", () => writer.Array("i4", [labels.Length], MemoryMarshal.AsBytes<int>([.. labels.Select(s => (int)s)])));
        writer.Raw(".");
        writer.Flush();
    }

    private void Signal(WesadArray array, double[] values)
    {
        long[] shape = [values.Length / array.Columns, array.Columns];
        if (array is { Device: Device.Chest, Modality: Modality.Temperature } && !keepsDoubles)
            Array("f4", shape, MemoryMarshal.AsBytes<float>([.. values.Select(v => (float)v)]));
        else
            Array("f8", shape, MemoryMarshal.AsBytes<double>(values));
    }

    private void BeginDict()
    {
        Raw("(d");
        Put();
    }

    private void Item(string key, Action value)
    {
        Text(Encoding.ASCII.GetBytes(key));
        value();
        Raw("s");
    }

    /// <summary>Writes numpy's own reduction: an empty array is created, then given version, shape, dtype, order and bytes.</summary>
    private void Array(string type, long[] shape, ReadOnlySpan<byte> bytes)
    {
        Memoized("cnumpy.core.multiarray\n_reconstruct\n");
        Raw("(");
        Memoized("cnumpy\nndarray\n");
        Memoized("(I0\nt");
        Text("b"u8);
        Memoized("t");
        Memoized("R");
        Raw("(I1\n(" + string.Concat(shape.Select(d => string.Create(CultureInfo.InvariantCulture, $"L{d}L\n"))));
        Memoized("t");
        Memoized("cnumpy\ndtype\n");
        Raw("(");
        Text(Encoding.ASCII.GetBytes(type));
        Memoized("I0\nI1\nt");
        Memoized("R");
        Raw("(I3\n");
        Text("<"u8);
        Memoized("NNNI-1\nI-1\nI0\nt");
        Raw("bI00\n");
        Text(bytes);
        Memoized("t");
        Raw("b");
    }

    private void Memoized(string opcodes)
    {
        Raw(opcodes);
        Put();
    }

    private void Put() => Raw(string.Create(CultureInfo.InvariantCulture, $"p{++_memo}\n"));

    private void Text(ReadOnlySpan<byte> bytes)
    {
        Raw("S'");
        while (bytes.Length > 0)
        {
            ReadOnlySpan<byte> chunk = bytes[..Math.Min(bytes.Length, 4096)];
            if (_length + 4 * chunk.Length > BufferBytes)
                Flush();
            _length += EscapeTo(chunk, _buffer.AsSpan(_length));
            bytes = bytes[chunk.Length..];
        }
        Raw("'\n");
        Put();
    }

    /// <summary>Writes each byte's escape; the destination needs room for four characters per byte.</summary>
    /// <returns>Number of characters.</returns>
    internal static int EscapeTo(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        int length = 0;
        foreach (byte b in bytes)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination[length..], Escape[b]);
            length += EscapeLength[b];
        }
        return length;
    }

    private void Raw(string ascii)
    {
        if (_length + ascii.Length > BufferBytes)
            Flush();
        _length += Encoding.ASCII.GetBytes(ascii, _buffer.AsSpan(_length));
    }

    private void Flush()
    {
        stream.Write(_buffer, 0, _length);
        _length = 0;
    }

    private static string EscapeOf(int value) => value switch
    {
        '\'' => "\\'",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        >= 32 and < 127 => ((char)value).ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
    };

    private static uint Word(string text) => text.Select((c, i) => (uint)c << (8 * i)).Aggregate((a, b) => a | b);
}
