using System.Globalization;
using System.IO.Compression;
using AttX.Datasets.Pickle;
using AttX.Ground;

namespace AttX.Datasets.Wesad;

/// <summary>One subject's pickle, wherever it is kept.</summary>
/// <param name="Subject">The subject's name.</param>
/// <param name="Name">What messages call the file.</param>
internal abstract record SubjectFile(string Subject, string Name)
{
    /// <summary>Reads the pickle; of the arrays, keeps the values of the wanted ones. Opens its own streams.</summary>
    public abstract PickleDocument Load(IReadOnlySet<string> wanted);

    /// <summary>Changes when the file does.</summary>
    public abstract string Stamp();

    private protected static string StampOf(string path)
    {
        FileInfo file = new(path);
        return string.Create(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}");
    }
}

/// <summary>A file on disk.</summary>
internal sealed record PlainSubjectFile(string Subject, string Path) : SubjectFile(Subject, System.IO.Path.GetFileName(Path))
{
    public override PickleDocument Load(IReadOnlySet<string> wanted) => PickleDocument.Read(Open, new FileInfo(Path).Length, Name, wanted);

    public override string Stamp() => StampOf(Path);

    /// <summary>Unbuffered: the pickle's input has a buffer of its own.</summary>
    private FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
}

/// <summary>An entry of a zip archive, decompressed while it is read.</summary>
internal sealed record ZippedSubjectFile(string Subject, string Archive, string Entry)
    : SubjectFile(Subject, $"{System.IO.Path.GetFileName(Archive)}/{Entry}")
{
    public override PickleDocument Load(IReadOnlySet<string> wanted)
    {
        using ZipArchive zip = ZipFile.OpenRead(Archive);
        ZipArchiveEntry entry = EntryOf(zip);
        if (ArchiveLimit.Excess(entry, new FileInfo(Archive).Length) is { } excess)
            throw new InvalidDataException($"{Name}: {excess}");
        return PickleDocument.Read(() => OpenEntry(entry), entry.Length, Name, wanted);
    }

    public override string Stamp()
    {
        using ZipArchive zip = ZipFile.OpenRead(Archive);
        return string.Create(CultureInfo.InvariantCulture, $"{StampOf(Archive)}|{Entry}|{EntryOf(zip).Crc32:x8}");
    }

    private ZipArchiveEntry EntryOf(ZipArchive zip) =>
        zip.GetEntry(Entry) ?? throw new InvalidDataException($"{Name}: is no longer in the archive.");

    private Stream OpenEntry(ZipArchiveEntry entry)
    {
        try
        {
            return entry.Open();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{Name}: cannot be decompressed: {e.Message}", e);
        }
    }
}
