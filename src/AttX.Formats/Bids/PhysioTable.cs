using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace AttX.Formats.Bids;

/// <summary>A table of numbers without a header, fields separated by tabs, compressed or not; read row by row.</summary>
/// <param name="path">The file.</param>
/// <param name="columns">Number of columns.</param>
/// <param name="sidecar">The file that names them, for messages.</param>
internal sealed class PhysioTable(string path, int columns, string sidecar)
{
    private const int LongestRow = 1 << 20;
    private const long FreeBytes = 16 << 20, MaxRatio = 100;

    private readonly string _name = Path.GetFileName(path);

    /// <summary>Receives a row; the bytes are valid during the call.</summary>
    public delegate void RowReader(long index, ReadOnlySpan<byte> row);

    /// <summary>Passes every row on, in order.</summary>
    /// <returns>Number of rows.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, expands beyond reason, or a row has another number of fields.</exception>
    public long ForEach(RowReader? read = null)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                return Rows(file, file.Length, read).Rows;
            uint promised = PromisedBytes(file);
            using GZipStream stream = new(file, CompressionMode.Decompress);
            (long rows, long bytes) = Rows(stream, file.Length, read);
            // Decompression ends silently where the file does. An archive of several members promises less than all hold.
            return promised <= bytes ? rows : throw new InvalidDataException($"{_name}: is cut short: it unpacks to {bytes} bytes of {promised}.");
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(_name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{_name}: cannot be decompressed: {e.Message}", e);
        }
    }

    /// <summary>Parses a field of a row; NaN where it marks a missing value.</summary>
    /// <exception cref="InvalidDataException">It is no number.</exception>
    public double Number(ReadOnlySpan<byte> row, int column, long index)
    {
        for (int i = 0; i < column; i++)
            row = row[(row.IndexOf((byte)'\t') + 1)..];
        int end = row.IndexOf((byte)'\t');
        ReadOnlySpan<byte> field = (end < 0 ? row : row[..end]).Trim((byte)' ');
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return double.IsFinite(value) ? value : double.NaN;
        string text = System.Text.Encoding.Latin1.GetString(field);
        return text.ToUpperInvariant() is "" or "N/A" or "NA" or "NAN" ? double.NaN : throw new InvalidDataException(
            $"{_name}, line {index + 1}, column {column + 1}: '{SignalNames.Shown(text)}' is no number.");
    }

    /// <summary>Reads the length that the end of the file states, modulo 2³².</summary>
    private static uint PromisedBytes(FileStream file)
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        if (file.Length < trailer.Length)
            return uint.MaxValue;
        file.Seek(-trailer.Length, SeekOrigin.End);
        file.ReadExactly(trailer);
        file.Seek(0, SeekOrigin.Begin);
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    private (long Rows, long Bytes) Rows(Stream stream, long packed, RowReader? read)
    {
        byte[] buffer = new byte[LongestRow];
        (long rows, long total, int kept) = (0, 0, 0);
        for (int got; (got = stream.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            if ((total += got) > FreeBytes && total / MaxRatio > packed)
                throw new InvalidDataException($"{_name}: unpacks from {packed} to more than {total} bytes, more than {MaxRatio} times as much, as no recording does.");
            int start = 0, available = kept + got;
            for (int end; (end = buffer.AsSpan(start, available - start).IndexOf((byte)'\n')) >= 0; start += end + 1)
                Pass(buffer.AsSpan(start, end), rows++, read);
            kept = available - start;
            if (kept == buffer.Length)
                throw new InvalidDataException($"{_name}: line {rows + 1} has more than {LongestRow} characters; that is no recording.");
            buffer.AsSpan(start, kept).CopyTo(buffer);
        }

        if (kept > 0)
            Pass(buffer.AsSpan(0, kept), rows++, read);
        return (rows, total);
    }

    private void Pass(ReadOnlySpan<byte> row, long index, RowReader? read)
    {
        row = row.TrimEnd((byte)'\r');
        if (row.Count((byte)'\t') + 1 is var fields && fields != columns)
            throw new InvalidDataException($"{_name}, line {index + 1} has {fields} columns, but {sidecar} names {columns}.");
        read?.Invoke(index, row);
    }
}
