using AttX.Datasets.Files;

namespace AttX.Datasets.Folder;

/// <summary>Guesses which part of some names is the subject's: what is between what they begin and end with alike, whole words only.</summary>
internal static class NamePattern
{
    /// <summary>Returns a pattern of the names, such as <c>rec_{subject}.csv</c> for rec_01.csv and rec_02.csv.</summary>
    /// <param name="names">Names of files, with one extension, or of folders.</param>
    public static string Of(IReadOnlyList<string> names)
    {
        string extension = Path.GetExtension(names[0]);
        string[] stems = [.. names.Select(n => n[..^extension.Length])];
        string first = stems[0];
        if (stems.Length == 1)
            return FilePattern.Placeholder + extension;
        int before = stems.Min(s => first.AsSpan().CommonPrefixLength(s));
        int after = stems.Min(s => Enumerable.Range(0, Math.Min(s.Length, first.Length)).TakeWhile(i => s[^(i + 1)] == first[^(i + 1)]).Count());
        while (before > 0 && char.IsLetterOrDigit(first[before - 1]))
            before--;
        after = Math.Min(after, stems.Min(s => s.Length) - before - 1);
        while (after > 0 && char.IsLetterOrDigit(first[^after]))
            after--;
        return first[..before] + FilePattern.Placeholder + (after > 0 ? first[^after..] : "") + extension;
    }
}
