using System.Text.RegularExpressions;
using AttX.Ground;

namespace AttX.Datasets.Files;

/// <summary>
/// A pattern of paths below a folder with one <c>{subject}</c>, which stands for the fewest characters that fit, and any number of <c>*</c>;
/// neither crosses a slash. <c>{subject}/*.edf</c> finds files, <c>{subject}/</c> finds folders.
/// </summary>
internal sealed class FilePattern
{
    /// <summary>What stands for the subject's name.</summary>
    public const string Placeholder = "{subject}";

    private const int MaxLength = 200, MaxEntries = 100_000;

    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    private readonly string _text;
    private readonly Regex[] _segments;

    private FilePattern(string text, IEnumerable<string> segments) =>
        (_text, _segments) = (text, [.. segments.Select(s => new Regex(ExpressionOf(s), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking))]);

    private bool FindsFolders => _text.EndsWith('/');

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="where">What names it, for messages.</param>
    /// <exception cref="InvalidDataException">It has no <c>{subject}</c>, several, or leads elsewhere.</exception>
    public static FilePattern Parse(string text, string where)
    {
        if (text.Length > MaxLength)
            throw new InvalidDataException($"{where}: the pattern has {text.Length} characters, and may have at most {MaxLength}.");
        if (text.Split(Placeholder).Length != 2)
            throw new InvalidDataException($"{where}: the pattern '{text}' must have {Placeholder} once, such as \"{Placeholder}.csv\" or \"{Placeholder}/*.edf\".");
        return new FilePattern(text, InnerPath.Segments(text, where));
    }

    /// <summary>Finds what fits below a folder, in natural order.</summary>
    /// <exception cref="InvalidDataException">Something that fits is a link or a pipe, or there is far too much.</exception>
    public IReadOnlyList<(string Subject, string Path)> Find(string folder)
    {
        List<(string Subject, string Path)> found = [("", folder)];
        for (int i = 0; i < _segments.Length; i++)
            found = [.. found.SelectMany(f => Below(f.Path, _segments[i], isFolder: i < _segments.Length - 1 || FindsFolders)
                .Select(b => (b.Subject.Length > 0 ? b.Subject : f.Subject, b.Path)))];
        return [.. found.OrderBy(f => f.Subject, NaturalOrder.Instance).ThenBy(f => f.Path, NaturalOrder.Instance)];
    }

    /// <summary>Returns the path of one subject below the folder, of a pattern without <c>*</c>.</summary>
    public string PathOf(string subject) => _text.Replace(Placeholder, subject, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static IEnumerable<(string Subject, string Path)> Below(string folder, Regex segment, bool isFolder)
    {
        int entries = 0;
        DirectoryInfo directory = new(folder);
        foreach (FileSystemInfo entry in isFolder ? directory.EnumerateDirectories("*", Visible) : directory.EnumerateFiles("*", Visible).Cast<FileSystemInfo>())
        {
            if (++entries > MaxEntries)
                throw new InvalidDataException($"{folder} has more than {MaxEntries} entries.");
            if (segment.Match(entry.Name) is not { Success: true } match)
                continue;
            FolderTree.Require(entry);
            yield return (match.Groups["subject"].Value, entry.FullName);
        }
    }

    private static string ExpressionOf(string segment) =>
        $"^{Regex.Escape(segment).Replace(@"\{subject}", "(?<subject>.+?)", StringComparison.Ordinal).Replace(@"\*", ".*", StringComparison.Ordinal)}$";
}
