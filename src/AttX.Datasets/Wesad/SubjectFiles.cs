using System.IO.Compression;
using System.Text.RegularExpressions;

namespace AttX.Datasets.Wesad;

/// <summary>Finds the subjects' pickles in a folder or an archive.</summary>
internal static partial class SubjectFiles
{
    private const string Expected = "expected WESAD's folder (S2/S2.pkl, S3/S3.pkl, …), a single SX.pkl, or WESAD.zip";

    /// <summary>Lists the files, in natural order of their subjects.</summary>
    /// <exception cref="FileNotFoundException">Nothing is at the path.</exception>
    /// <exception cref="InvalidDataException">The path holds something else.</exception>
    public static IReadOnlyList<SubjectFile> Find(string path)
    {
        if (Directory.Exists(path))
            return Ordered(InFolder(path), path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file or folder {path}; {Expected}.", path);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PKL" => [new PlainSubjectFile(Path.GetFileNameWithoutExtension(path), path)],
            ".ZIP" => Ordered(InArchive(path), path),
            _ => throw new InvalidDataException($"{path} is no dataset; {Expected}."),
        };
    }

    /// <summary>Returns whether a folder or an archive has a subject's file, or a file is a pickle.</summary>
    public static bool Recognises(string path)
    {
        if (Directory.Exists(path))
            return InFolder(path).Any();
        if (!File.Exists(path) || Path.GetExtension(path).ToUpperInvariant() is not ".ZIP")
            return File.Exists(path) && Path.GetExtension(path).ToUpperInvariant() is ".PKL";
        try
        {
            return InArchive(path).Count > 0;
        }
        catch (InvalidDataException)
        {
            return false; // Opening it reports what is wrong.
        }
    }

    /// <summary>Returns whether a file with this name is a subject's of the release.</summary>
    [GeneratedRegex(@"^(S\d+)\.pkl$", RegexOptions.CultureInvariant)]
    private static partial Regex SubjectFileName();

    /// <summary>Searches the folder itself, and one or two levels below it (WESAD/S2/S2.pkl from WESAD's parent).</summary>
    private static IEnumerable<SubjectFile> InFolder(string folder)
    {
        EnumerationOptions visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System, IgnoreInaccessible = false };
        IEnumerable<string> folders = [folder];
        List<SubjectFile> found = [];
        for (int depth = 0; depth <= 2 && (depth < 2 || found.Count == 0); depth++)
        {
            List<string> here = [.. folders];
            foreach (string file in here.SelectMany(f => Directory.EnumerateFiles(f, "*.pkl", visible)))
                if (SubjectFileName().Match(Path.GetFileName(file)) is { Success: true } match)
                    found.Add(new PlainSubjectFile(match.Groups[1].Value, file));
            folders = here.SelectMany(f => Directory.EnumerateDirectories(f, "*", visible)).Where(f => Path.GetFileName(f) != "__MACOSX");
        }
        return found;
    }

    private static List<SubjectFile> InArchive(string path)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            return [.. zip.Entries.Where(e => !e.FullName.StartsWith("__MACOSX", StringComparison.Ordinal))
                .Select(e => (e.FullName, Match: SubjectFileName().Match(e.Name))).Where(e => e.Match.Success)
                .Select(e => new ZippedSubjectFile(e.Match.Groups[1].Value, path, e.FullName))];
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} is no zip archive, or a damaged one: {e.Message}", e);
        }
    }

    private static IReadOnlyList<SubjectFile> Ordered(IEnumerable<SubjectFile> files, string path)
    {
        List<SubjectFile> ordered = [.. files.OrderBy(f => f.Subject.Length).ThenBy(f => f.Subject, StringComparer.Ordinal)];
        if (ordered.Count == 0)
            throw new InvalidDataException($"No SX.pkl found in {path}{ArchiveHint(path)}; {Expected}.");
        for (int i = 1; i < ordered.Count; i++)
            if (ordered[i].Subject == ordered[i - 1].Subject)
                throw new InvalidDataException($"{path} has {ordered[i].Subject} twice; keep one of them.");
        return ordered;
    }

    private static string ArchiveHint(string path) =>
        Directory.Exists(path) && Directory.EnumerateFiles(path, "*.zip").FirstOrDefault() is { } zip
            ? $", but {Path.GetFileName(zip)} is there: give its path to read inside it"
            : "";
}
