using System.Globalization;
using System.Text;
using System.Text.Json;
using AttX.Datasets.Conversion;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Folder;

/// <summary>
/// Writes a folder dataset: a folder per subject with a table for each sampling rate (S2/wrist64.csv), labels.csv with a line per span, and dataset.json, which says so and names the
/// tasks.
/// </summary>
internal sealed class CsvDatasetWriter(string folder, WrittenData data) : IDatasetWriter
{
    private readonly List<string> _subjects = [];
    private readonly StringBuilder _labels = new("subject,start_s,end_s,label\n");
    private bool _isLabelled;

    public void Add(Recording recording)
    {
        string subject = FolderTree.Segment(recording.Subject);
        Directory.CreateDirectory(Path.Combine(folder, subject));
        foreach ((string label, Channel[] channels) in NumberTable.TablesOf(recording))
        {
            AtomicFile.Write(Path.Combine(folder, subject, label + ".csv"), stream =>
            {
                stream.Write(Encoding.UTF8.GetBytes($"time_s,{string.Join(',', NumberTable.ColumnsOf(channels).Select(Header))}\n"));
                NumberTable.Write(stream, channels, ',', "", StartOf(recording));
            });
        }

        _subjects.Add(subject);
        double rate = recording.Labels.SamplingRateHz;
        foreach (LabelRun run in recording.Labels.Runs().Where(run => run.Label != null))
        {
            _isLabelled = true;
            _labels.Append(CsvTableWriter.TextOf(csv => csv.Text(recording.Subject).Number(run.Start / rate).Number(run.End / rate).Text(run.Label!).EndRow()));
        }

        if (recording.Events.Count > 0)
            data.Note("Event marks are not written: --to bids keeps them.");
    }

    public void Finish()
    {
        if (!_isLabelled || data.Tasks.Count == 0)
        {
            data.Note("Without labels and tasks there is no dataset.json; read a subject's folder with --format csv-folder.");
            return;
        }

        AtomicFile.Write(Path.Combine(folder, "labels.csv"), Encoding.UTF8.GetBytes(_labels.ToString()));
        AtomicFile.Write(Path.Combine(folder, "dataset.json"), JsonForms.FileOf(json =>
        {
            json.WriteString("name", data.Name);
            json.WriteString("device", data.Device.Info().Name);
            json.WriteString("format", "csv-folder");
            WriteTexts(json, "subjects", _subjects.Select(subject => (subject, subject)));
            WriteTexts(json, "labels", [("from", "csv"), ("file", "labels.csv")]);
            json.WriteStartArray("tasks");
            foreach (ClassificationTask task in data.Tasks)
                json.WriteRawValue(TaskJson.Write(task));
            json.WriteEndArray();
        }));
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<(string Key, string Text)> texts)
    {
        json.WriteStartObject(name);
        foreach ((string key, string text) in texts)
            json.WriteString(key, text);
        json.WriteEndObject();
    }

    /// <summary>Time stamps are Unix time where the start is known, so that it is not lost.</summary>
    private static double StartOf(Recording recording) => recording.Start is { } start ? (start - DateTimeOffset.UnixEpoch).TotalSeconds : 0;

    private static string Header((string Name, Channel Channel) column) => column.Channel.Modality.Info().Unit is "a.u."
        ? column.Name : string.Create(CultureInfo.InvariantCulture, $"{column.Name} ({NumberTable.UnitOf(column.Channel)})");
}
