using System.Globalization;
using System.IO.Compression;
using System.Text;
using AttX.Datasets.Conversion;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Bids;

/// <summary>Writes the Brain Imaging Data Structure: behaviour without images, a table for each sampling rate, labels and marks as events.</summary>
internal sealed class BidsWriter : IDatasetWriter
{
    private const string Version = "1.10.0", Task = "task-session", Kind = "beh";

    private readonly string _folder;
    private readonly WrittenData _data;
    private readonly Dictionary<string, string> _labels = [];

    public BidsWriter(string folder, WrittenData data)
    {
        (_folder, _data) = (folder, data);
        foreach (string subject in data.Subjects)
            _labels.Add(subject, LabelOf(subject));
        if (_labels.GroupBy(l => l.Value).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidDataException($"{string.Join(" and ", twice.Select(l => l.Key))} would both be sub-{twice.Key}, as BIDS allows letters and digits only: rename one.");
        string[] changed = [.. _labels.Where(l => l.Key != l.Value).Select(l => $"{l.Key} is sub-{l.Value}")];
        if (changed.Length > 0)
            data.Note($"BIDS allows letters and digits only: {string.Join(", ", changed.Take(5))}{(changed.Length > 5 ? ", …" : "")}.");
    }

    public void Add(Recording recording)
    {
        string subject = $"sub-{_labels[recording.Subject]}", folder = Path.Combine(_folder, subject, Kind);
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach ((string label, Channel[] channels) in NumberTable.TablesOf(recording))
        {
            string name = $"{subject}_{Task}_recording-{label}_physio";
            AtomicFile.Write(Path.Combine(folder, name + ".json"), Sidecar(channels));
            AtomicFile.Write(Path.Combine(folder, name + ".tsv.gz"), stream =>
            {
                using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
                NumberTable.Write(gzip, channels, '\t', "n/a");
            });
            files.Add($"{Kind}/{name}.tsv.gz");
        }

        if (EventsOf(recording) is { Length: > 0 } events)
            Write(Path.Combine(folder, $"{subject}_{Task}_events.tsv"), events);
        if (recording.Start is { } start)
            Write(Path.Combine(_folder, subject, $"{subject}_scans.tsv"), "filename\tacq_time\n" + string.Concat(files.Select(file =>
                string.Create(CultureInfo.InvariantCulture, $"{file}\t{start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}\n"))));
    }

    public void Finish()
    {
        Write(Path.Combine(_folder, "participants.tsv"), "participant_id\n" + string.Concat(_labels.Values.Select(label => $"sub-{label}\n")));
        Write(Path.Combine(_folder, $"{Task}_events.json"), """
            {
              "trial_type": {
                "Description": "The label that holds for the duration; the name of a mark where the duration is 0"
              }
            }

            """);
        Write(Path.Combine(_folder, "README"),
            $"{_data.Name}, recorded at the {_data.Device.Info().Name}, written by AttX (attx convert).\n" +
            "One table per sampling rate (recording-DEVICErate); all start together. Labels are the events' trial types.\n");
        AtomicFile.Write(Path.Combine(_folder, "dataset_description.json"), JsonForms.FileOf(json =>
        {
            json.WriteString("Name", _data.Name);
            json.WriteString("BIDSVersion", Version);
            json.WriteString("DatasetType", "raw");
            json.WriteStartArray("GeneratedBy");
            json.WriteStartObject();
            json.WriteString("Name", "AttX");
            json.WriteEndObject();
            json.WriteEndArray();
        }));
    }

    private static string LabelOf(string subject) => string.Concat(subject.Where(char.IsAsciiLetterOrDigit)) is { Length: > 0 } label ? label
        : throw new InvalidDataException($"{subject}: BIDS allows letters and digits in a subject's name, and this has none: rename it.");

    private static ReadOnlyMemory<byte> Sidecar(Channel[] channels) => JsonForms.FileOf(json =>
    {
        json.WriteNumber("SamplingFrequency", channels[0].SamplingRateHz);
        json.WriteNumber("StartTime", 0);
        (string Name, Channel Channel)[] columns = [.. NumberTable.ColumnsOf(channels)];
        json.WriteStartArray("Columns");
        foreach ((string name, _) in columns)
            json.WriteStringValue(name);
        json.WriteEndArray();
        foreach ((string name, Channel channel) in columns)
        {
            json.WriteStartObject(name);
            json.WriteString("Description", channel.Modality.Info().Label);
            json.WriteString("Units", NumberTable.UnitOf(channel));
            json.WriteEndObject();
        }
    });

    private static string EventsOf(Recording recording)
    {
        double rate = recording.Labels.SamplingRateHz;
        IEnumerable<(double Onset, double Duration, string Type)> labels = recording.Labels.Runs().Where(run => run.Label != null)
            .Select(run => (run.Start / rate, (run.End - run.Start) / rate, run.Label!));
        string rows = string.Concat(labels.Concat(recording.Events.Select(e => (e.Seconds, 0.0, e.Name))).OrderBy(e => e.Item1)
            .Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Item1:R}\t{e.Item2:R}\t{Plain(e.Item3)}\n")));
        return rows.Length == 0 ? "" : "onset\tduration\ttrial_type\n" + rows;
    }

    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim() is { Length: > 0 } plain ? plain : "n/a";

    private static void Write(string path, string text) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
}
