namespace AttX.Formats.Bids;

/// <summary>A file name of the Brain Imaging Data Structure: <c>sub-01_task-rest_recording-wrist_physio.tsv.gz</c>.</summary>
/// <param name="Entities">Its entities, key and value, in order.</param>
/// <param name="Suffix">What the file holds: "physio".</param>
/// <param name="Extension">From the first point on: ".tsv.gz".</param>
public sealed record BidsName(IReadOnlyList<(string Key, string Value)> Entities, string Suffix, string Extension)
{
    /// <summary>The value of an entity; null if the name has none.</summary>
    public string? this[string key] => Entities.FirstOrDefault(e => e.Key == key).Value;

    /// <summary>Parses a file's name; null if it has another form.</summary>
    public static BidsName? Parse(string fileName)
    {
        int point = fileName.IndexOf('.');
        if (point <= 0)
            return null;
        string[] parts = fileName[..point].Split('_');
        if (parts[^1].Contains('-') || parts.SkipLast(1).Any(part => part.IndexOf('-') is var at && (at <= 0 || at == part.Length - 1)))
            return null;
        return new BidsName(
            [.. parts.SkipLast(1).Select(part => (part[..part.IndexOf('-')], part[(part.IndexOf('-') + 1)..]))], parts[^1], fileName[point..]);
    }

    /// <summary>Returns whether what this file says holds for another: it has no entity that the other lacks.</summary>
    public bool AppliesTo(BidsName other) => Entities.All(other.Entities.Contains);

    /// <summary>Lists the files that apply to a data file, from the dataset's root down to the file's own folder (the principle of inheritance).</summary>
    /// <param name="path">The data file.</param>
    /// <param name="suffix">What the files hold.</param>
    /// <param name="extension">Their extension.</param>
    public static IReadOnlyList<string> Applicable(string path, string suffix, string extension)
    {
        BidsName name = Parse(Path.GetFileName(path)) ?? throw new InvalidDataException($"{path}: is not named as BIDS names files.");
        return [.. Levels(path).SelectMany(folder => Directory.EnumerateFiles(folder, $"*{suffix}{extension}")
            .Select(file => (File: file, Name: Parse(Path.GetFileName(file))))
            .Where(f => f.Name is { } n && n.Suffix == suffix && n.Extension == extension && n.AppliesTo(name))
            .OrderBy(f => f.Name!.Entities.Count).ThenBy(f => f.File, StringComparer.Ordinal).Select(f => f.File))];
    }

    /// <summary>Lists the folders from the dataset's root (dataset, subject, session, kind of data) to the file's own.</summary>
    private static List<string> Levels(string path)
    {
        const int deepest = 4;
        List<string> folders = [];
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        for (int i = 0; i < deepest && folder != null; i++, folder = Path.GetDirectoryName(folder))
        {
            folders.Insert(0, folder);
            if (File.Exists(Path.Combine(folder, "dataset_description.json")) || File.Exists(Path.Combine(folder, "participants.tsv")))
                return folders;
        }

        return [folders[^1]];
    }
}
