using AttX.Formats.AcqKnowledge;
using AttX.Formats.Avro;
using AttX.Formats.Bids;
using AttX.Formats.Csv;
using AttX.Formats.Edf;
using AttX.Formats.EmbracePlus;
using AttX.Formats.Empatica;
using AttX.Formats.OpenSignals;
using AttX.Formats.Shimmer;
using AttX.Formats.Wfdb;
using AttX.Formats.Xdf;

namespace AttX.Formats.Catalogue;

/// <summary>The formats that are read. To add a format, add its row here.</summary>
public static class FormatCatalogue
{
    /// <summary>The rows, in the order in which a recording is tried against them: what is told by its first bytes comes before what any text could be.</summary>
    public static IReadOnlyList<RecordingFormat> All { get; } =
    [
        new("e4", "an Empatica E4 export (folder or zip)",
            p => p.IsFolder ? E4Files.IsFolder(p.Path) : p.IsArchive && E4Files.IsArchive(p.Path), (path, _) => E4Reader.Open(path))
        {
            MayBeFolder = true,
        },
        new("embraceplus", "Empatica EmbracePlus (.avro, or a folder of them)",
            p => p.IsFolder ? EmbracePlusReader.IsFolder(p.Path) : AvroContainer.Recognises(p.Start), (path, _) => EmbracePlusReader.Open(path))
        {
            MayBeFolder = true,
        },
        new("bids-physio", "BIDS physio (.tsv.gz)", BidsPhysioReader.Recognises, (path, _) => BidsPhysioReader.Open(path)),
        new("edf", "EDF, BDF", p => EdfHeader.Recognises(p.Start), (path, _) => EdfReader.Open(path)),
        new("xdf", "XDF", p => XdfChunks.Recognises(p.Start), (path, options) => XdfReader.Open(path, options.EventStream)),
        new("acq", "BIOPAC AcqKnowledge (.acq)",
            p => p.HasExtension(".acq") || AcqHeader.Recognises(p.Start), (path, _) => AcqReader.Open(path)),
        new("wfdb", "WFDB (.hea)",
            p => p.HasExtension(".hea") || (p.HasExtension(".dat") && File.Exists(Path.ChangeExtension(p.Path, ".hea"))),
            (path, options) => WfdbReader.Open(path, options.AnnotationExtension)),
        new("opensignals", "OpenSignals text", p => OpenSignalsHeader.Recognises(p.Start), (path, _) => OpenSignalsReader.Open(path)),
        new("shimmer", "Shimmer Consensys CSV", p => ShimmerReader.Recognises(p.Start), (path, options) => ShimmerReader.Open(path, options)),
        new("csv", "CSV", p => p.IsText, (path, options) => CsvReader.Open(path, options)),
        // Never recognised: any folder of tables could be one.
        new("csv-folder", "a folder of CSV tables of one recording (by --format alone)", _ => false, (path, options) => CsvFolderReader.Open(path, options))
        {
            MayBeFolder = true,
        },
    ];

    /// <summary>Names of the supported formats, for messages.</summary>
    internal static string Known { get; } = string.Join(", ", All.Select(f => f.Description));

    /// <summary>Returns whether a path may hold a recording: a folder or an archive does only if a format recognises it.</summary>
    internal static bool IsCandidate(string path)
    {
        if (!Path.Exists(path))
            return true;
        FormatProbe probe = FormatProbe.Of(path);
        return !(probe.IsFolder || probe.IsArchive) || All.Any(f => f.MayBeFolder && f.Recognises(probe));
    }

    /// <summary>Opens the recording at a path, in the format asked for, or in the one that it is recognised by.</summary>
    internal static RecordingFile Open(string path, FormatOptions options)
    {
        FormatProbe probe = FormatProbe.Of(path);
        RecordingFormat format = options.Format ?? All.FirstOrDefault(f => f.Recognises(probe)) ?? Unknown(probe);
        if (probe.IsFolder && !format.MayBeFolder)
            throw new InvalidDataException($"{path} is a folder; a recording in the format {format} is a file.");
        return new RecordingFile(format, format.Open(path, options), options);
    }

    /// <summary>Of folders and archives, the E4's reader says what it misses.</summary>
    private static RecordingFormat Unknown(FormatProbe probe) => probe.IsFolder || probe.IsArchive ? All[0] : throw new InvalidDataException(
        $"{probe.Path} is in no known format: {Known}. Say which it is with --format if it is one of them.");
}
