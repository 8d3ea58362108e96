using System.Globalization;
using System.IO.Compression;
using AttX.Datasets.Pickle;
using AttX.Ground;

namespace AttX.Datasets.Wesad;

/// <summary>One subject's pickle, in any storage.</summary>
/// <param name="Subject">The subject's name.</param>
/// <param name="Name">The file's name in messages.</param>
internal abstract record SubjectFile(string Subject, string Name)
{
    /// <summary>Reads the pickle, keeping the values of the wanted arrays only. Opens its own streams.</summary>
    public abstract PickleDocument Load(IReadOnlySet<string> wanted);

    /// <summary>Returns a text that changes when the file does.</summary>
    public abstract string Stamp();
}

/// <summary>A file on disk.</summary>
internal sealed record PlainSubjectFile(string Subject, string Path) : SubjectFile(Subject, System.IO.Path.GetFileName(Path))
{
    public override PickleDocument Load(IReadOnlySet<string> wanted) => PickleDocument.Read(Open, new FileInfo(Path).Length, Name, wanted);

    public override string Stamp() => FileStamp.Of(Path);

    /// <summary>Opens the file unbuffered, as the pickle's input has its own buffer.</summary>
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
        return string.Create(CultureInfo.InvariantCulture, $"{FileStamp.Of(Archive)}|{Entry}|{EntryOf(zip).Crc32:x8}");
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
