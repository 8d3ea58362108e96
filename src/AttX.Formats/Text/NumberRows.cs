using System.Globalization;

namespace AttX.Formats.Text;

/// <summary>Receives one row of numbers.</summary>
/// <param name="row">Its index, from 0.</param>
/// <param name="values">The columns asked for.</param>
internal delegate void NumberRow(long row, ReadOnlySpan<double> values);

/// <summary>
/// Reads rows of numbers separated by commas. Plain lines (decimal numbers and spaces) are parsed from their bytes, which takes a fraction of
/// the time of <see cref="DelimitedText"/>; from the first line on that is not plain, that class reads, so that results and errors are its own.
/// </summary>
internal static class NumberRows
{
    /// <summary>Digits that a double holds exactly; longer numbers are left to the runtime's parser.</summary>
    private const int ExactDigits = 15;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, ExactDigits + 1).Select(n => Math.Pow(10, n))];

    /// <summary>Reads the rows after the header; a truncated last row is left out.</summary>
    /// <param name="source">The text.</param>
    /// <param name="skip">Number of header rows.</param>
    /// <param name="width">Number of fields that a row must have.</param>
    /// <param name="columns">The columns asked for.</param>
    /// <param name="take">Receives the rows, in order.</param>
    /// <exception cref="InvalidDataException">A row other than the last is too short, or a field asked for is no number.</exception>
    public static void Read(TextSource source, int skip, int width, IReadOnlyList<int> columns, NumberRow take)
    {
        if (TryPlain(source, skip, width, columns, take, out long taken))
            return;
        double[] values = new double[columns.Count];
        long row = 0;
        foreach (DelimitedText text in DelimitedText.Rows(source, ',', skip, width))
        {
            if (row++ < taken)
                continue;
            for (int i = 0; i < values.Length; i++)
                values[i] = text.Number(columns[i]);
            take(row - 1, values);
        }
    }

    private static bool TryPlain(TextSource source, int skip, int width, IReadOnlyList<int> columns, NumberRow take, out long taken)
    {
        taken = 0;
        using Stream stream = source.Open();
        ByteLines lines = new(stream);
        double[] fields = new double[width], values = new double[columns.Count];
        for (int header = 0; lines.Next(out ReadOnlySpan<byte> line);)
        {
            if (line.IsEmpty)
                continue;
            if (header < skip ? !IsPlainHeader(line) : !TryParse(line, fields))
                return false;
            if (header++ < skip)
                continue;
            for (int i = 0; i < values.Length; i++)
                values[i] = fields[columns[i]];
            take(taken++, values);
        }

        return !lines.IsTooLong;
    }

    /// <summary>Returns whether a line is a record by itself: no byte order mark, no quotes, no comment.</summary>
    private static bool IsPlainHeader(ReadOnlySpan<byte> line) => line.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && line.IndexOfAny((byte)'"', (byte)'#') < 0;

    private static bool TryParse(ReadOnlySpan<byte> line, Span<double> fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            int end = i == fields.Length - 1 ? line.Length : line.IndexOf((byte)',');
            if (end < 0 || !TryNumber(line[..end].Trim((byte)' '), out fields[i]))
                return false;
            line = line[Math.Min(end + 1, line.Length)..];
        }

        return true;
    }

    /// <summary>Parses a plain decimal number. Up to 15 digits over a power of ten are two exact doubles, whose quotient is rounded once.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        bool isNegative = text is [(byte)'-', ..];
        ReadOnlySpan<byte> digits = isNegative ? text[1..] : text;
        (long mantissa, int count, int point) = (0, 0, -1);
        for (int i = 0; i < digits.Length; i++)
        {
            uint digit = (uint)(digits[i] - '0');
            if (digit <= 9)
                (mantissa, count) = (unchecked(mantissa * 10 + digit), count + 1);
            else if (digits[i] == '.' && point < 0)
                point = i;
            else
                return false;
        }

        if (count is 0 or > ExactDigits)
            return count > 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        value = mantissa / (point < 0 ? 1 : PowersOfTen[digits.Length - 1 - point]);
        value = isNegative ? -value : value;
        return true;
    }
}
