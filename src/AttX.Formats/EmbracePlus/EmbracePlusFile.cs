using AttX.Formats.Avro;
using AttX.Signals;

namespace AttX.Formats.EmbracePlus;

/// <summary>One raw data file: about half an hour of one wearer, all sensors.</summary>
/// <param name="Path">The file.</param>
/// <param name="Wearer">Participant and serial number of the device.</param>
/// <param name="Version">Version of the schema.</param>
/// <param name="OffsetSeconds">From UTC to the wearer's clock.</param>
/// <param name="Streams">The sensors that ran.</param>
/// <param name="Marks">Tags and systolic peaks, in seconds of Unix time.</param>
internal sealed record EmbracePlusFile(
    string Path, string Wearer, string Version, double OffsetSeconds, IReadOnlyList<EmbracePlusStream> Streams, IReadOnlyList<Event> Marks)
{
    public const string Accelerometer = "accelerometer", Gyroscope = "gyroscope", Bvp = "bvp", Eda = "eda", Temperature = "temperature", Steps = "steps";

    private static readonly string[] Sensors = [Bvp, Eda, Temperature, Accelerometer, Gyroscope, Steps];

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">The sensors whose samples are wanted; of others, they are counted.</param>
    /// <exception cref="InvalidDataException">It is damaged, or no file of an EmbracePlus.</exception>
    public static EmbracePlusFile Read(string path, params IReadOnlyCollection<string> wanted)
    {
        string name = System.IO.Path.GetFileName(path);
        List<AvroRecord> sessions = [.. AvroContainer.Read(path, (depth, field) => depth != 1 || field is "tags" or "systolicPeaks" || wanted.Contains(field))
            .OfType<AvroRecord>()];
        if (sessions is not [var session] || session.Record("rawData") is not { } raw)
            throw new InvalidDataException($"{name} has {sessions.Count} records, or one without raw data: it is no file of an EmbracePlus, or an empty one.");
        AvroRecord version = session.Record("schemaVersion") ?? [];
        return new EmbracePlusFile(path,
            $"{session.Record("enrollment")?.Text("participantID")} with device {session.Text("deviceSn")}",
            FormattableString.Invariant($"{version.Number("major")}.{version.Number("minor")}.{version.Number("patch")}"),
            session.Number("timezone"),
            [.. Sensors.Select(s => raw.Record(s) is { } record ? EmbracePlusStream.Of(s, record, name) : null).OfType<EmbracePlusStream>()],
            [.. MarksOf(raw.Record("tags")?.Numbers("tagsTimeMicros"), 1e-6, "tag"),
             .. MarksOf(raw.Record("systolicPeaks")?.Numbers("peaksTimeNanos"), 1e-9, "systolic peak")]);
    }

    private static IEnumerable<Event> MarksOf(AvroNumbers? times, double secondsPer, string name) =>
        (times?.Values ?? []).Select(t => new Event(t * secondsPer, name));
}
