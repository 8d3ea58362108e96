using System.Text;
using AttX.Formats.Text;

namespace AttX.Formats.Csv;

/// <summary>Layout of a table: its delimiter, and the names and units of its columns.</summary>
/// <param name="Delimiter">Separates the fields.</param>
/// <param name="HeaderRows">Number of rows before the data.</param>
/// <param name="Names">The columns' names, or their numbers from 1 if there is no header.</param>
/// <param name="Units">The columns' units, from the names or a row of units; null if not given.</param>
internal sealed record CsvLayout(char Delimiter, int HeaderRows, IReadOnlyList<string> Names, IReadOnlyList<string?> Units)
{
    private const int MaxUnitRows = 3;

    /// <summary>Detects the layout from the first rows.</summary>
    /// <exception cref="InvalidDataException">There is no row.</exception>
    public static CsvLayout Of(TextSource source)
    {
        char delimiter = DelimiterOf(source.FirstLines(8));
        using DelimitedText text = new(source, delimiter);
        if (!NextRow(text, out int headerRows))
            throw new InvalidDataException($"{source.Name} has no rows.");
        string[] names = text.Fields();
        if (HasNumber(text))
            return new CsvLayout(
                delimiter, headerRows, [.. names.Select((_, i) => FormattableString.Invariant($"{i + 1}"))], new string?[names.Length]);
        string?[] units = [.. names.Select(UnitIn)];
        for (headerRows++; headerRows <= MaxUnitRows + 1 && text.Read() && !HasNumber(text); headerRows++)
            for (int i = 0; i < Math.Min(names.Length, text.Count); i++)
                if (IsUnit(text.Field(i)))
                    units[i] ??= text.Field(i);
        return new CsvLayout(delimiter, headerRows, names, units);
    }

    /// <summary>Finds the first row, ignoring Excel's "sep=;".</summary>
    private static bool NextRow(DelimitedText text, out int skipped)
    {
        skipped = 0;
        if (!text.Read())
            return false;
        if (!text.Field(0).StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return true;
        skipped = 1;
        return text.Read();
    }

    /// <summary>Finds the first candidate that occurs in both the header and the row below it.</summary>
    private static char DelimiterOf(IReadOnlyList<string> lines)
    {
        if (lines.Count > 0 && lines[0].Trim('"') is { Length: 5 } named && named.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            && named[4] is ',' or ';' or '|' or '\t')
            return named[4];
        string[] rows = [.. lines.Where(l => !l.StartsWith('#')).Take(2).Select(Unquoted)];
        foreach (char candidate in "\t;,|")
            if (rows.Length > 0 && rows.All(r => r.Contains(candidate)))
                return candidate;
        return ',';
    }

    private static bool HasNumber(DelimitedText text) =>
        text.Fields().Any(f => f.Length > 0 && (TimeStamp.IsDate(f) || (text.TryNumber(f, out double x) && double.IsFinite(x))));

    /// <summary>Removes quoted text from a line.</summary>
    private static string Unquoted(string line)
    {
        var outside = new StringBuilder();
        for (int at = 0; at < line.Length;)
        {
            int open = line.IndexOf('"', at), close = open < 0 ? -1 : line.IndexOf('"', open + 1);
            outside.Append(line, at, (close < 0 ? line.Length : open) - at);
            at = close < 0 ? line.Length : close + 1;
        }

        return outside.ToString();
    }

    /// <summary>Splits off a unit: "ECG (mV)", "ECG [mV]", or "ecg_mV", "ECG mV", "ECG/mV" if what follows is a unit.</summary>
    private static string? UnitIn(string name)
    {
        if (TimeStamp.IsUnit(name))
            return name;
        if (name.Length > 0 && name[^1] is ')' or ']')
        {
            int open = name.AsSpan(0, name.Length - 1).LastIndexOfAny("()[]");
            if (open >= 0 && name[open] is '(' or '[')
                return name[(open + 1)..^1].Trim() is { Length: > 0 } bracketed ? bracketed : null;
        }

        int separator = name.Length - 1;
        while (separator >= 0 && !char.IsWhiteSpace(name[separator]) && !"_/,;:".Contains(name[separator]))
            separator--;
        return separator >= 0 && name[(separator + 1)..] is var suffix && IsUnit(suffix) ? suffix : null;
    }

    private static bool IsUnit(string text) => Formats.Units.IsKnown(text) || TimeStamp.IsUnit(text);
}
