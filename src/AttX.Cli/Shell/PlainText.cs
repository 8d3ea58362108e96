using System.Buffers;
using System.Globalization;
using System.Text;

namespace AttX.Cli.Shell;

/// <summary>
/// Text that a terminal shows and does not obey: characters that would move the cursor, recolour, or reorder what stands around them are written as
/// <c>\u202E</c>, which inside JSON means the same character.
/// </summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Obeyed = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => c is not ('\n' or '\t') && char.GetUnicodeCategory(c)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)]);

    /// <summary>Returns the text with such characters escaped; line feeds, tabs and line ends of Windows stay.</summary>
    public static string Of(string text)
    {
        int next = text.AsSpan().IndexOfAny(Obeyed);
        if (next < 0)
            return text;
        var plain = new StringBuilder(text, 0, next, text.Length + 16);
        for (int i = next; i < text.Length; i++)
            if (Obeyed.Contains(text[i]) && !(text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n'))
                plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            else
                plain.Append(text[i]);
        return plain.ToString();
    }
}

/// <summary>Writes <see cref="PlainText"/>: everything that a command prints passes here, wherever the names and notes in it come from.</summary>
/// <param name="writer">The output, which synchronises its callers.</param>
internal sealed class PlainTextWriter(TextWriter writer) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => writer.Write(PlainText.Of(value.ToString()));

    public override void Write(string? value) => writer.Write(PlainText.Of(value ?? ""));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void WriteLine() => writer.WriteLine();

    // One call, so that lines of several threads do not mix.
    public override void WriteLine(string? value) => writer.WriteLine(PlainText.Of(value ?? ""));

    public override void Flush() => writer.Flush();
}
