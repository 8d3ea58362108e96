using AttX.Datasets.Labels;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Folder;

/// <summary>Where the labels of a folder seem to be.</summary>
internal static class LabelGuess
{
    private const string Annotations = "atr";

    /// <summary>Returns the source's keys, and its name for the user; no name if nothing was found.</summary>
    /// <param name="survey">The folder.</param>
    /// <param name="sample">One of its recordings; null if none could be opened.</param>
    /// <param name="path">Where that one is.</param>
    public static (object Keys, string? Found) Of(FolderSurvey survey, RecordingFile? sample, string path)
    {
        if (survey.LabelFile is { } file)
            return (new { from = "csv", file }, file);
        (object, string?) nothing = (new { from = "csv", file = "labels.csv" }, null);
        if (sample == null)
            return nothing;
        if (sample.Format.Name == "wfdb" && File.Exists(Path.ChangeExtension(path, Annotations)))
            return (new { from = "wfdb", extension = Annotations }, $"annotation files .{Annotations}");
        if (sample.Signals.Select(s => s.Name).FirstOrDefault(n => SpanTable.LabelNames.Contains(n.ToLowerInvariant())) is { } column)
            return (new { from = "column", column }, $"the column {column}");
        Event[] events = [.. sample.Read([], Device.Chest).Recording.Events];
        return events.Length == 0 ? nothing : events.Any(e => e.Name == "tag") ? (new { from = "tags" }, "tags")
            : sample.Format.Name == "edf" ? (new { from = "annotations" }, "annotations") : (new { from = "markers" }, "markers");
    }
}
