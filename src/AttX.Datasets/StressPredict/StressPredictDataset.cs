using AttX.Datasets.Labels;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.StressPredict;

/// <summary>
/// Stress-Predict (Iqbal et al. 2022): Empatica E4 exports S02, S03, … as archives or folders, with the published labels per second or a
/// labels.csv of conditions. Exports and labels are read when they are asked for. Reading is thread-safe.
/// </summary>
internal sealed class StressPredictDataset : IDataset
{
    private readonly StressPredictFiles _files;
    private readonly StressPredictLabels _labels;
    private readonly IReadOnlyDictionary<string, SubjectExport> _exports;

    private StressPredictDataset(StressPredictFiles files)
    {
        (_files, _labels) = (files, StressPredictLabels.Read(files));
        Notes = Unmatched();
        SubjectExport[] labelled = [.. files.Exports.Where(e => _labels.Spans.ContainsKey(e.Number))];
        if (labelled.Length == 0)
            throw new InvalidDataException($"{Path.GetFileName(files.Labels)} labels none of {string.Join(", ", files.Exports.Select(e => NameOf(e.Number)))}.");
        Subjects = [.. labelled.Select(e => NameOf(e.Number))];
        _exports = labelled.ToDictionary(e => NameOf(e.Number));
    }

    /// <summary>The catalogue's row.</summary>
    public static DatasetKind Kind { get; } = new("stress-predict", StressPredictFiles.Recognises, path => new StressPredictDataset(StressPredictFiles.Find(path)))
    {
        NativeRateHz = (device, modality) => (device, modality) switch
        {
            (Device.Wrist, Modality.Bvp) => 64,
            (Device.Wrist, Modality.Acceleration) => 32,
            (Device.Wrist, Modality.Eda or Modality.Temperature) => 4,
            _ => null,
        },
    };

    /// <inheritdoc/>
    public string Name => "Stress-Predict";

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Device> Devices => [Device.Wrist];

    /// <inheritdoc/>
    public IReadOnlyList<ClassificationTask> Tasks => _labels.Tasks;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        SubjectExport export = ExportOf(subject);
        RecordingFile file = RecordingFile.Open(export.Path);
        RecordingData data = file.Read(modalities, device);
        // Labels count from the session's start, signals from the start of the latest of those read together.
        DateTimeOffset session = file.Read([], device).Recording.Start!.Value;
        double late = (data.Recording.Start!.Value - session).TotalSeconds;
        double origin = _labels.IsClock ? (session - DateTimeOffset.UnixEpoch).TotalSeconds : 0;
        LabelSpan[] spans = [.. _labels.Spans[export.Number].Select(s => s with { StartSeconds = s.StartSeconds - origin, EndSeconds = s.EndSeconds - origin })];
        SessionLabels labels = new(spans, late, data.Recording.Channels.Select(c => c.DurationSeconds).DefaultIfEmpty(file.Signals.Max(s => s.DurationSeconds)).Max());
        return data.Recording with
        {
            Subject = subject,
            Labels = labels.ToTrack(_labels.Names),
            Notes = [.. data.Notes, .. labels.Notes(data.Recording.Events), .. Flaws(data.Recording)],
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public IReadOnlyList<SignalDescription> Describe(string subject) => [.. RecordingFile.Open(ExportOf(subject).Path).Signals
        .GroupBy(s => s.Modality).Select(g => g.First() with { Name = g.Key!.Value.Info().Label, Columns = g.Count() })];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public string Stamp(string subject) => ExportOf(subject).Path is var path && Directory.Exists(path)
        ? FileStamp.Of([_files.Labels, .. Directory.EnumerateFiles(path, "*.csv")]) : FileStamp.Of([_files.Labels, path]);

    private static string NameOf(int number) => $"S{number:00}";

    private SubjectExport ExportOf(string subject) => _exports.TryGetValue(subject, out SubjectExport? export) ? export
        : throw IDataset.NoSubject(subject, Subjects);

    /// <summary>
    /// Checks that exports and labels are of the same subjects. The published labels are known to lack some, which is said; a labels.csv is
    /// complete, or damaged.
    /// </summary>
    private IReadOnlyList<string> Unmatched()
    {
        string labels = Path.GetFileName(_files.Labels);
        string[] silent = [.. _files.Exports.Where(e => !_labels.Spans.ContainsKey(e.Number)).Select(e => NameOf(e.Number))];
        string[] absent = [.. _labels.Spans.Keys.Except(_files.Exports.Select(e => e.Number)).Order().Select(NameOf)];
        if (!_files.IsPerSecond && absent.Length > 0)
            throw new InvalidDataException($"{labels} labels {string.Join(", ", absent)}, for whom there is no {absent[0]}.zip or folder {absent[0]} beside it.");
        if (!_files.IsPerSecond && silent.Length > 0)
            throw new InvalidDataException($"{labels} has no labels of {string.Join(", ", silent)}, whose recordings are there.");
        return [.. silent.Length > 0 ? [$"{labels} has no labels of {string.Join(", ", silent)}: left out."] : Array.Empty<string>(),
            .. absent.Length > 0 ? [$"{labels} labels {string.Join(", ", absent)}, whose recordings are not there."] : Array.Empty<string>()];
    }

    private static IEnumerable<string> Flaws(Recording recording)
    {
        const double LowMicrosiemens = 0.6;
        if (recording.Channels.FirstOrDefault(c => c.Modality == Modality.Eda) is not { Length: > 0 } eda)
            yield break;
        double highest = eda.Samples.Where(double.IsFinite).DefaultIfEmpty().Max();
        if (highest < LowMicrosiemens)
            yield return FormattableString.Invariant($"EDA is low: it never exceeds {highest:0.##} µS.");
    }
}
