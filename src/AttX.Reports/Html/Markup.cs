using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace AttX.Reports.Html;

/// <summary>A piece of HTML. Whatever is put into one is text, and escaped, unless it is markup itself.</summary>
public readonly record struct Markup(string Html)
{
    /// <summary>Nothing.</summary>
    public static Markup Empty { get; } = new("");

    /// <summary>HTML with holes: <c>Markup.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c>.</summary>
    public static Markup Of(MarkupHandler html) => html.ToMarkup();

    /// <summary>One piece after another, each on a line.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Join('\n', pieces.Select(p => p.Html).Where(html => html.Length > 0)));

    /// <summary>Text made inert: markup escaped, what XML cannot hold replaced.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' or '\n' or '\r' => " ",
                < 0x20 or 0xFFFE or 0xFFFF => "\uFFFD",
                _ => rune.ToString(),
            });
        return escaped.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Html;
}

/// <summary>Fills the holes of <see cref="Markup.Of(MarkupHandler)"/>.</summary>
[InterpolatedStringHandler]
public readonly ref struct MarkupHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _html = new(literalLength + (16 * formattedCount));

    /// <summary>HTML as the source has it.</summary>
    public void AppendLiteral(string html) => _html.Append(html.ReplaceLineEndings("\n"));

    /// <summary>Markup as it is.</summary>
    public void AppendFormatted(Markup markup) => _html.Append(markup.Html);

    /// <summary>Text, escaped.</summary>
    public void AppendFormatted(string? text) => _html.Append(Markup.Escape(text ?? ""));

    /// <summary>A number, in the invariant culture.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

    internal Markup ToMarkup() => new(_html.ToString());
}
