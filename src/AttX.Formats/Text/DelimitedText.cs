using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace AttX.Formats.Text;

/// <summary>Reads rows of delimited text, one at a time, with their line numbers. Lines that begin with # are comments.</summary>
internal sealed class DelimitedText : IDisposable
{
    private const int MaxField = 1 << 16, MaxFields = 4096;

    private readonly string _name;
    private readonly bool _mayHaveDecimalComma;
    private readonly BoundedLines _lines;
    private readonly CsvParser _parser;

    public DelimitedText(TextSource source, char delimiter)
    {
        (_name, _mayHaveDecimalComma) = (source.Name, delimiter != ',');
        _lines = source.Read();
        _parser = new CsvParser(_lines, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            AllowComments = true,
            IgnoreBlankLines = true,
            BadDataFound = null,
            MaxFieldSize = MaxField,
        });
    }

    /// <summary>Reads the rows after the header; each is valid until the next. A truncated last row is left out.</summary>
    /// <param name="source">The text.</param>
    /// <param name="delimiter">Separates the fields.</param>
    /// <param name="skip">Number of header rows.</param>
    /// <param name="width">Number of fields that a row must have.</param>
    /// <exception cref="InvalidDataException">A row other than the last is too short.</exception>
    public static IEnumerable<DelimitedText> Rows(TextSource source, char delimiter, int skip, int width)
    {
        using DelimitedText text = new(source, delimiter);
        for (int i = 0; i < skip; i++)
            text.Read();
        while (text.Read())
        {
            int line = text.Line, count = text.Count;
            if (count >= width)
                yield return text;
            else if (text.Read())
                throw new InvalidDataException($"{source.Name}, line {line} has {count} fields instead of {width}.");
        }
    }

    /// <summary>Number of fields in the row.</summary>
    public int Count => _parser.Count;

    /// <summary>The row's line, from 1.</summary>
    public int Line => _parser.RawRow;

    /// <summary>Advances to the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The text cannot be a table.</exception>
    public bool Read()
    {
        try
        {
            _lines.BeginRecord();
            if (!_parser.Read())
                return false;
        }
        catch (CsvHelperException e)
        {
            throw new InvalidDataException($"{_name}, line {Line} cannot be split into fields of at most {MaxField} characters.", e);
        }

        return Count <= MaxFields ? true : throw new InvalidDataException(
            $"{_name}, line {Line} has {Count} fields; tables of up to {MaxFields} columns are read.");
    }

    /// <summary>Returns a field, trimmed.</summary>
    public string Field(int column) => _parser[column].Trim();

    /// <summary>Returns all fields of the row.</summary>
    public string[] Fields() => [.. Enumerable.Range(0, Count).Select(Field)];

    /// <summary>Parses a field; NaN if it is empty or marks a missing value.</summary>
    /// <exception cref="InvalidDataException">The row is too short, or the field is no number.</exception>
    public double Number(int column)
    {
        if (column >= Count)
            throw new InvalidDataException($"{_name}, line {Line} has {Count} fields; field {column + 1} is missing.");
        return TryNumber(_parser[column], out double value) ? value : throw new InvalidDataException(
            $"{_name}, line {Line}, field {column + 1}: '{SignalNames.Shown(Field(column))}' is no number.");
    }

    /// <summary>Returns whether a text is a number, or marks a missing one. With other delimiters, a comma is a decimal one.</summary>
    public bool TryNumber(string text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            if (double.IsInfinity(value))
                value = double.NaN;
            return true;
        }

        value = double.NaN;
        return text.AsSpan().Trim() is "" or "NA" or "N/A" or "na" or "nan" or "null" or "NULL" or "None"
            || (_mayHaveDecimalComma && text.Contains(',') && !text.Contains('.')
                && double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out value));
    }

    public void Dispose() => _parser.Dispose();
}
