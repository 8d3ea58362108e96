using System.Globalization;
using System.Text;
using AttX.Datasets.Conversion;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Folder;

/// <summary>
/// Writes a folder dataset: SUBJECT/wrist64.csv for each sampling rate, labels.csv with a line per span, and dataset.json, which says so and names the
/// tasks.
/// </summary>
internal sealed class CsvDatasetWriter(string folder, WrittenData data) : IDatasetWriter
{
    private readonly List<(string Subject, string[] Files)> _subjects = [];
    private readonly StringBuilder _labels = new("subject,start_s,end_s,label\n");

    public void Add(Recording recording)
    {
        string subject = FolderTree.Segment(recording.Subject);
        Directory.CreateDirectory(Path.Combine(folder, subject));
        List<string> files = [];
        foreach ((string label, Channel[] channels) in NumberTable.TablesOf(recording))
        {
            AtomicFile.Write(Path.Combine(folder, subject, label + ".csv"), stream =>
            {
                stream.Write(Encoding.UTF8.GetBytes($"time_s,{string.Join(',', NumberTable.ColumnsOf(channels).Select(Header))}\n"));
                NumberTable.Write(stream, channels, ',', "", StartOf(recording));
            });
            files.Add($"{subject}/{label}.csv");
        }

        _subjects.Add((recording.Subject, [.. files]));
        double rate = recording.Labels.SamplingRateHz;
        foreach (LabelRun run in recording.Labels.Runs().Where(run => run.Label != null))
            _labels.Append(CsvTableWriter.TextOf(csv => csv.Text(recording.Subject).Number(run.Start / rate).Number(run.End / rate).Text(run.Label!).EndRow()));
        if (recording.Events.Count > 0)
            data.Note("Event marks are not written: --to bids keeps them.");
    }

    public void Finish()
    {
        AtomicFile.Write(Path.Combine(folder, "labels.csv"), Encoding.UTF8.GetBytes(_labels.ToString()));
        AtomicFile.Write(Path.Combine(folder, "dataset.json"), JsonForms.FileOf(json =>
        {
            json.WriteString("name", data.Name);
            json.WriteString("device", data.Device.Info().Name);
            json.WriteStartObject("subjects");
            foreach ((string subject, string[] files) in _subjects)
            {
                json.WriteStartArray(subject);
                foreach (string file in files)
                    json.WriteStringValue(file);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteString("labels", "labels.csv");
        }));
    }

    /// <summary>Time stamps are Unix time where the start is known, so that it is not lost.</summary>
    private static double StartOf(Recording recording) => recording.Start is { } start ? (start - DateTimeOffset.UnixEpoch).TotalSeconds : 0;

    private static string Header((string Name, Channel Channel) column) => column.Channel.Modality.Info().Unit is "a.u."
        ? column.Name : string.Create(CultureInfo.InvariantCulture, $"{column.Name} ({NumberTable.UnitOf(column.Channel)})");
}
