using System.IO.Compression;
using AttX.Formats.Text;
using AttX.Ground;

namespace AttX.Formats.Empatica;

/// <summary>Finds an export's files in a folder or an archive, at its top or one folder below. Nothing is ever unpacked to disk.</summary>
internal static class E4Files
{
    /// <summary>Maximum length of a signal, in days; an archive bomb's contents are far larger.</summary>
    private const long MaxUnpackedBytes = 1L << 28;

    /// <summary>The files that are read, and those that are recognised but not read.</summary>
    public static readonly string[] Used = ["BVP.csv", "EDA.csv", "TEMP.csv", "ACC.csv"], Ignored = ["HR.csv", "IBI.csv"];

    /// <summary>The file of button presses.</summary>
    public const string Tags = "tags.csv";

    private static IEnumerable<string> Known => [.. Used, .. Ignored, Tags];

    public static bool IsFolder(string path) => FolderOf(path) is not null;

    public static bool IsArchive(string path) => Archived(path, zip => zip.Entries.Any(IsUsed));

    /// <summary>Finds the files by name.</summary>
    /// <exception cref="InvalidDataException">There is no export, or more than one.</exception>
    public static IReadOnlyDictionary<string, TextSource> Find(string path)
    {
        IReadOnlyDictionary<string, TextSource> files = Directory.Exists(path)
            ? InFolder(FolderOf(path) ?? path)
            : Archived(path, zip => InArchive(path, zip));
        return files.Keys.Intersect(Used).Any() ? files : throw new InvalidDataException(
            $"{path} has no {string.Join(", ", Used)}: it is no Empatica E4 export.");
    }

    private static string? FolderOf(string path)
    {
        if (HasExport(path))
            return path;
        string[] below = [.. Directory.EnumerateDirectories(path).Where(HasExport).Take(2)];
        return below.Length < 2 ? below.FirstOrDefault() : throw new InvalidDataException(
            $"{path} holds several Empatica E4 exports ({Path.GetFileName(below[0])}, {Path.GetFileName(below[1])}, …); name one of them.");
    }

    private static bool HasExport(string folder) => InFolder(folder).Keys.Intersect(Used).Any();

    private static Dictionary<string, TextSource> InFolder(string folder)
    {
        Dictionary<string, TextSource> files = [];
        foreach (string name in Known)
            if (Path.Combine(folder, name) is var path && File.Exists(path))
                files[name] = TextSource.OfFile(path);
        // Stress-Predict publishes tags_S02.csv.
        if (!files.ContainsKey(Tags) && Directory.EnumerateFiles(folder, "tags_*.csv").ToArray() is [var tags])
            files[Tags] = TextSource.OfFile(tags);
        return files;
    }

    private static Dictionary<string, TextSource> InArchive(string path, ZipArchive zip)
    {
        ZipArchiveEntry[] entries = [.. zip.Entries.Where(e => IsUsed(e) || Known.Contains(e.Name))];
        string[] folders = [.. entries.Where(IsUsed).Select(FolderOf).Distinct().Take(2)];
        if (folders.Length > 1)
            throw new InvalidDataException(
                $"{path} holds several Empatica E4 exports ({SignalNames.List(folders)}, …); unpack it and name one of them.");
        Dictionary<string, TextSource> files = [];
        foreach (ZipArchiveEntry entry in entries.Where(e => FolderOf(e) == folders[0]))
        {
            if (entry.Length > MaxUnpackedBytes)
                throw new InvalidDataException($"{path}: {entry.Name} unpacks to {entry.Length} bytes; no E4 records as much.");
            if (ArchiveLimit.Excess(entry, new FileInfo(path).Length) is { } excess)
                throw new InvalidDataException($"{path}: {entry.Name} {excess}");
            if (!files.TryAdd(entry.Name, new TextSource($"{Path.GetFileName(path)}/{entry.Name}", () => Unpack(path, entry.FullName))))
                throw new InvalidDataException($"{path} has {entry.Name} twice.");
        }

        return files;
    }

    private static bool IsUsed(ZipArchiveEntry entry) =>
        Used.Contains(entry.Name) && !entry.FullName.StartsWith("__MACOSX", StringComparison.Ordinal);

    private static string FolderOf(ZipArchiveEntry entry) => entry.FullName[..^entry.Name.Length];

    private static ArchivedStream Unpack(string path, string fullName)
    {
        ZipArchive zip = ZipFile.OpenRead(path);
        try
        {
            ZipArchiveEntry entry = zip.GetEntry(fullName) ?? throw new InvalidDataException($"{path} lost {fullName} while it was read.");
            return new ArchivedStream(zip, entry.Open());
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    private static T Archived<T>(string path, Func<ZipArchive, T> use)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            return use(zip);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path} is no zip archive, or a damaged one: {e.Message}", e);
        }
    }
}
