namespace AttX.Reports.Charts;

/// <summary>
/// Estimates widths of text before it is drawn. The advances are those of DejaVu Sans, the widest of the usual system fonts, so that
/// text that fits here fits anywhere.
/// </summary>
internal static class TextMetrics
{
    /// <summary>Height of a line of a chart's text, in pixels.</summary>
    public const double LineHeight = 15;

    /// <summary>Font size of all text, in pixels.</summary>
    public const double FontSize = 12;

    private const string Ellipsis = "…";

    /// <summary>Returns the width of <paramref name="text"/> in pixels.</summary>
    public static double Width(string text) => FontSize * text.Sum(Advance);

    /// <summary>Returns the width of the widest of several texts, 0 where there are none.</summary>
    public static double Widest(IEnumerable<string> texts) => texts.Select(Width).DefaultIfEmpty().Max();

    /// <summary>
    /// Shortens a text to <paramref name="width"/> by an ellipsis in its middle: names may differ at either end.
    /// </summary>
    public static string Fit(string text, double width)
    {
        for (int kept = text.Length; kept >= 0 && Width(text) > width; kept--)
        {
            int head = (kept * 3 + 4) / 5;
            string shorter = Whole(text[..head]).TrimEnd() + Ellipsis + Whole(text[^(kept - head)..]).TrimStart();
            if (Width(shorter) <= width)
                return shorter;
        }

        return Width(text) <= width ? text : "";
    }

    /// <summary>Drops half a surrogate pair at either end of the text.</summary>
    private static string Whole(string text) => text.Length > 0
        ? text[(char.IsLowSurrogate(text[0]) ? 1 : 0)..(char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length)]
        : "";

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
