using AttX.Formats.Csv;
using AttX.Formats.Edf;
using AttX.Formats.Empatica;
using AttX.Formats.OpenSignals;
using AttX.Formats.Wesad;
using AttX.Formats.Wfdb;

namespace AttX.Formats;

/// <summary>Chooses the reader: by option, or by what the file, folder or archive holds.</summary>
internal static class FormatDetection
{
    private const string Known = "an Empatica E4 export (folder or zip), CSV, OpenSignals text, EDF, BDF, WFDB (.hea)";

    public static IReadOnlyList<RecordingFile> Open(string path, FormatOptions options)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new FileNotFoundException($"There is no file or folder {path}.", path);
        RecordingFormat format = options.Format ?? Detect(path);
        if (Directory.Exists(path) && format is not (RecordingFormat.Wesad or RecordingFormat.E4))
            throw new InvalidDataException($"{path} is a folder; a recording in the format {format} is a file.");
        return format == RecordingFormat.Wesad
            ? [.. OpenWesad(path, isAsked: options.Format is not null).Select(r => new RecordingFile(format, r, options))]
            : [new RecordingFile(format, OpenOne(path, format, options), options)];
    }

    /// <summary>A folder or an archive of something else ends here, too.</summary>
    private static IEnumerable<WesadReader> OpenWesad(string path, bool isAsked)
    {
        try
        {
            return WesadReader.OpenAll(path);
        }
        catch (InvalidDataException e) when (!isAsked)
        {
            throw new InvalidDataException($"{e.Message} Or name a single recording of another kind: {Known}.", e);
        }
    }

    private static ISignalReader OpenOne(string path, RecordingFormat format, FormatOptions options) => format switch
    {
        RecordingFormat.E4 => E4Reader.Open(path),
        RecordingFormat.OpenSignals => OpenSignalsReader.Open(path),
        RecordingFormat.Edf => EdfReader.Open(path),
        RecordingFormat.Wfdb => WfdbReader.Open(path),
        _ => CsvReader.Open(path, options),
    };

    private static RecordingFormat Detect(string path)
    {
        if (Directory.Exists(path))
            return E4Files.IsFolder(path) ? RecordingFormat.E4 : RecordingFormat.Wesad;
        Span<byte> start = stackalloc byte[512];
        using (FileStream stream = File.OpenRead(path))
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.Length == 0)
            throw new InvalidDataException($"{path} is empty.");
        if (start.StartsWith("PK\x03\x04"u8))
            return E4Files.IsArchive(path) ? RecordingFormat.E4 : RecordingFormat.Wesad;
        if (EdfHeader.Recognises(start))
            return RecordingFormat.Edf;
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PKL" => RecordingFormat.Wesad,
            ".HEA" => RecordingFormat.Wfdb,
            ".DAT" when File.Exists(Path.ChangeExtension(path, ".hea")) => RecordingFormat.Wfdb,
            _ when OpenSignalsHeader.Recognises(start) => RecordingFormat.OpenSignals,
            _ when IsText(start) => RecordingFormat.Csv,
            _ => throw new InvalidDataException(
                $"{path} is in no known format: WESAD (SX.pkl), {Known}. Say which it is with --format if it is one of them."),
        };
    }

    /// <summary>No zero bytes, but for those of UTF-16 behind its mark.</summary>
    private static bool IsText(ReadOnlySpan<byte> start) => start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || !start.Contains((byte)0);
}
