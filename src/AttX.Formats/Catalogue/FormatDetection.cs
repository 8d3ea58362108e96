using AttX.Formats.Csv;
using AttX.Formats.Edf;
using AttX.Formats.Empatica;
using AttX.Formats.OpenSignals;
using AttX.Formats.Wfdb;

namespace AttX.Formats.Catalogue;

/// <summary>Chooses the reader by option, or by the content of the file, folder or archive.</summary>
internal static class FormatDetection
{
    public const string Known = "an Empatica E4 export (folder or zip), CSV, OpenSignals text, EDF, BDF, WFDB (.hea)";

    /// <summary>Returns whether a path may hold a recording: a folder or an archive does only if it has an E4 export.</summary>
    public static bool IsCandidate(string path)
    {
        if (Directory.Exists(path))
            return E4Files.IsFolder(path);
        Span<byte> start = stackalloc byte[4];
        return !File.Exists(path) || !Start(path, start).SequenceEqual("PK\x03\x04"u8) || E4Files.IsArchive(path);
    }

    public static RecordingFile Open(string path, FormatOptions options)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new FileNotFoundException($"There is no file or folder {path}.", path);
        RecordingFormat format = options.Format ?? Detect(path);
        if (Directory.Exists(path) && format != RecordingFormat.E4)
            throw new InvalidDataException($"{path} is a folder; a recording in the format {format} is a file.");
        return new RecordingFile(format, OpenOne(path, format, options), options);
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
            return RecordingFormat.E4; // The E4 reader reports what is missing.
        Span<byte> start = stackalloc byte[512];
        start = Start(path, start);
        if (start.Length == 0)
            throw new InvalidDataException($"{path} is empty.");
        if (start.StartsWith("PK\x03\x04"u8))
            return RecordingFormat.E4;
        if (EdfHeader.Recognises(start))
            return RecordingFormat.Edf;
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".HEA" => RecordingFormat.Wfdb,
            ".DAT" when File.Exists(Path.ChangeExtension(path, ".hea")) => RecordingFormat.Wfdb,
            _ when OpenSignalsHeader.Recognises(start) => RecordingFormat.OpenSignals,
            _ when IsText(start) => RecordingFormat.Csv,
            _ => throw new InvalidDataException($"{path} is in no known format: {Known}. Say which it is with --format if it is one of them."),
        };
    }

    private static Span<byte> Start(string path, Span<byte> buffer)
    {
        using FileStream stream = File.OpenRead(path);
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Returns whether the text has no zero bytes, except those of UTF-16 after its mark.</summary>
    private static bool IsText(ReadOnlySpan<byte> start) => start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || !start.Contains((byte)0);
}
