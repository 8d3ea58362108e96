namespace AttX.Reports.Charts;

/// <summary>
/// Widths of text before it is drawn. The advances are those of DejaVu Sans, the widest of the usual system fonts, so that what fits
/// here fits anywhere.
/// </summary>
internal static class TextMetrics
{
    /// <summary>Height of a line of a chart's text, in pixels.</summary>
    public const double LineHeight = 15;

    /// <summary>Font size of all text, in pixels.</summary>
    public const double FontSize = 12;

    private const string Ellipsis = "…";

    /// <summary>Width of <paramref name="text"/> in pixels.</summary>
    public static double Width(string text) => FontSize * text.Sum(Advance);

    /// <summary>The widest of several texts, 0 where there are none.</summary>
    public static double Widest(IEnumerable<string> texts) => texts.Select(Width).DefaultIfEmpty().Max();

    /// <summary>The text, or as much of its beginning as fits into <paramref name="width"/> with an ellipsis after it.</summary>
    public static string Fit(string text, double width)
    {
        if (Width(text) <= width)
            return text;
        int length = text.Length - 1;
        while (length > 0 && Width(text[..length] + Ellipsis) > width)
            length--;
        if (length > 0 && char.IsHighSurrogate(text[length - 1]))
            length--;
        return text[..length].TrimEnd() + Ellipsis;
    }

    /// <summary>Advance of a character as a share of the font's size.</summary>
    private static double Advance(char c) => c switch
    {
        'i' or 'j' or 'l' or '\'' => 0.28,
        ' ' or '.' or ',' or ':' or ';' or 'f' or 't' or 'I' or 'J' or '/' or '|' or '(' or ')' or '[' or ']' or '-' => 0.4,
        'r' or '"' or '·' => 0.42,
        's' or 'c' or 'z' => 0.55,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' => 1,
        >= '0' and <= '9' or >= 'a' and <= 'y' => 0.64,
        '+' or '−' or '=' or '<' or '>' or '≥' or '≤' or '±' or '#' => 0.84,
        >= 'A' and <= 'Z' => 0.75,
        >= '\u2e80' => 1,
        _ => 0.7,
    };
}
