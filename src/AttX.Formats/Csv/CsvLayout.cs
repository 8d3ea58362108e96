using System.Text.RegularExpressions;
using AttX.Formats.Text;

namespace AttX.Formats.Csv;

/// <summary>How a table is written: what separates its fields, and what its columns are called.</summary>
/// <param name="Delimiter">Between fields.</param>
/// <param name="HeaderRows">Rows before the data.</param>
/// <param name="Names">The columns' names; their numbers from 1 where there is no header.</param>
/// <param name="Units">The columns' units, from the names or a row of units; null where not given.</param>
internal sealed partial record CsvLayout(char Delimiter, int HeaderRows, IReadOnlyList<string> Names, IReadOnlyList<string?> Units)
{
    private const int MaxUnitRows = 3;

    /// <summary>Finds it out from the first rows.</summary>
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

    /// <summary>The first row but for Excel's "sep=;".</summary>
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

    /// <summary>The first candidate that both the header and the row below it have.</summary>
    private static char DelimiterOf(IReadOnlyList<string> lines)
    {
        if (lines.Count > 0 && Separator().Match(lines[0]) is { Success: true } named)
            return named.Groups[1].Value[0];
        string[] rows = [.. lines.Where(l => !l.StartsWith('#')).Take(2).Select(l => Quoted().Replace(l, ""))];
        foreach (char candidate in "\t;,|")
            if (rows.Length > 0 && rows.All(r => r.Contains(candidate)))
                return candidate;
        return ',';
    }

    private static bool HasNumber(DelimitedText text) =>
        text.Fields().Any(f => f.Length > 0 && (TimeStamp.IsDate(f) || (text.TryNumber(f, out double x) && double.IsFinite(x))));

    /// <summary>"ECG (mV)", "ECG [mV]", or "ecg_mV", "ECG mV", "ECG/mV" if what follows is a unit.</summary>
    private static string? UnitIn(string name)
    {
        if (TimeStamp.IsUnit(name))
            return name;
        if (Bracketed().Match(name) is { Success: true } bracketed)
            return bracketed.Groups[1].Value;
        return Suffix().Match(name) is { Success: true } suffix && IsUnit(suffix.Groups[1].Value) ? suffix.Groups[1].Value : null;
    }

    private static bool IsUnit(string text) => Formats.Units.IsKnown(text) || TimeStamp.IsUnit(text);

    [GeneratedRegex("""^"?sep=([,;|\t])"?$""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Separator();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[(\[]\s*([^()\[\]]+?)\s*[)\]]$", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"[\s_/,;:]([^\s_/,;:]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
