using System.Globalization;
using System.Text;
using AttX.Cli.Shell;
using AttX.Ground;
using AttX.Signals.Features;
using AttX.Signals.Modalities;

namespace AttX.Cli.Views;

/// <summary>Counts the windows of each recording and the features that none of them has.</summary>
internal sealed class FeatureView(App app, IReadOnlyList<FeatureInfo> columns)
{
    private readonly List<(string Subject, int Windows, (string Label, int Count)[] Labels)> _recordings = [];
    private readonly bool[] _present = new bool[columns.Count];

    /// <summary>Adds a recording.</summary>
    public void Add(RecordingFeatures features)
    {
        _recordings.Add((features.Subject, features.Windows.Count,
            [.. features.Windows.Where(w => w.Label != null).CountBy(w => w.Label!).Select(l => (l.Key, l.Value))]));
        for (int i = 0; i < features.Matrix.Values.Length; i++)
            _present[i % _present.Length] |= !double.IsNaN(features.Matrix.Values[i]);
    }

    /// <summary>Prints the counts, for people or as JSON.</summary>
    /// <param name="data">The data, for the next step.</param>
    /// <param name="file">The file written.</param>
    /// <param name="json">Whether to print JSON.</param>
    public void Print(string data, string file, bool json)
    {
        FeatureInfo[] empty = [.. columns.Where((_, i) => !_present[i])];
        if (empty.Length > 0)
            app.Error.WriteLine($"empty in every window: {string.Join(", ", empty.GroupBy(f => f.Modality).SelectMany(Named))}");
        if (json)
        {
            app.Output.Write(Encoding.UTF8.GetString(Json(file, empty).Span));
            return;
        }

        foreach ((string subject, int windows, (string Label, int Count)[] labels) in _recordings)
            app.Output.WriteLine($"{subject}: {windows} windows" + (labels.Length > 0 ? $" ({string.Join(", ", labels.Select(l => $"{l.Label} {l.Count}"))})" : ""));
        app.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{columns.Count} features of {_recordings.Sum(r => r.Windows)} windows in {file}; docs/features.md defines them. Next: {NextStep(data)}"));
    }

    private IEnumerable<string> Named(IGrouping<Modality, FeatureInfo> empty) =>
        empty.Count() == columns.Count(f => f.Modality == empty.Key) ? [$"all of {empty.Key.Info().Label}"] : empty.Select(f => f.Name);

    private string NextStep(string data) => _recordings.Any(r => r.Labels.Length > 0)
        ? $"attx loso {data} --out runs/features" : $"attx inspect {data}";

    private ReadOnlyMemory<byte> Json(string file, FeatureInfo[] empty) => JsonForms.FileOf(json =>
    {
        json.WriteString("file", file);
        json.WriteStartArray("features");
        foreach (FeatureInfo feature in columns)
            json.WriteStringValue(feature.Name);
        json.WriteEndArray();
        json.WriteStartArray("empty");
        foreach (FeatureInfo feature in empty)
            json.WriteStringValue(feature.Name);
        json.WriteEndArray();
        json.WriteStartArray("recordings");
        foreach ((string subject, int windows, (string Label, int Count)[] labels) in _recordings)
        {
            json.WriteStartObject();
            json.WriteString("subject", subject);
            json.WriteNumber("windows", windows);
            json.WriteStartObject("labels");
            foreach ((string label, int count) in labels)
                json.WriteNumber(label, count);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
