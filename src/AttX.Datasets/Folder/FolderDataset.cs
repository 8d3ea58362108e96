using System.Globalization;
using AttX.Datasets.Labels;
using AttX.Formats;
using AttX.Ground;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Folder;

/// <summary>A folder of recordings in any format, described by the file dataset.json in it. Reading is thread-safe.</summary>
internal sealed class FolderDataset : IDataset
{
    private const double MaxSeconds = 30 * 86_400;

    private readonly string _folder;
    private readonly DatasetFile _file;
    private readonly string[] _taskLabels;
    private readonly Lazy<IReadOnlyList<SignalDescription>> _first;

    private FolderDataset(string folder)
    {
        _folder = folder;
        _file = DatasetFile.Read(folder);
        _taskLabels = [.. _file.Tasks.SelectMany(t => t.Labels).Distinct()];
        _first = new(() => DescribeFirst());
    }

    /// <summary>The catalogue's row.</summary>
    public static DatasetKind Kind { get; } = new("folder", path => File.Exists(Path.Combine(FolderOf(path), DatasetFile.FileName)), Open);

    /// <inheritdoc/>
    public string Name => _file.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects => _file.Subjects.Names;

    /// <inheritdoc/>
    public IReadOnlyList<Device> Devices => [_file.Device];

    /// <inheritdoc/>
    public IReadOnlyList<ClassificationTask> Tasks => _file.Tasks;

    /// <summary>Opens the dataset of a folder, or of its dataset.json.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or names what is not there.</exception>
    public static IDataset Open(string path) => File.Exists(Path.Combine(FolderOf(path), DatasetFile.FileName)) ? new FolderDataset(FolderOf(path))
        : throw new FileNotFoundException($"{path} has no {DatasetFile.FileName}; attx dataset init {path} writes a first one.", path);

    /// <inheritdoc/>
    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        SubjectRecording file = Open(subject, _file);
        RecordingData data = file.Read(modalities, device);
        double duration = data.Recording.Channels.Select(c => c.DurationSeconds).Append(file.DurationSeconds).Max();
        if (!(duration <= MaxSeconds))
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{subject}: the recording lasts {duration:0} s; up to {MaxSeconds:0} s are read with labels."));
        HashSet<string> notes = [.. data.Notes];
        LabelledSubject labelled = new(subject, data.Recording, duration, notes);
        IReadOnlyList<LabelSpan> spans = _file.Labels.SpansOf(labelled);
        if (spans.Count == 0)
            throw new InvalidDataException($"{subject}: there are no labels for it in {_file.Labels.Name}; add some, or leave the subject out of \"subjects\".");
        string[] others = [.. spans.Select(s => s.Label).Except(_taskLabels).Order(NaturalOrder.Instance)];
        notes.UnionWith(others.Select(NoteOnUnused));
        notes.UnionWith(data.Recording.Channels.Select(c => NoteOnRate(subject, c)).OfType<string>());
        return data.Recording with
        {
            Subject = subject,
            Labels = LabelSpans.ToTrack(spans, [.. _taskLabels, .. others], LabelSpans.RateOf(spans), duration),
            Notes = [.. notes],
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<SignalDescription> Describe(string subject) => Open(subject, _file).Describe(_file.Device, _file.Options.Columns.Keys);

    /// <summary>The modalities of the first subject, which stand for those of all.</summary>
    public IReadOnlyList<Modality> ModalitiesOf(Device device) =>
        [.. _first.Value.Where(s => s.Device == device).Select(s => s.Modality).OfType<Modality>()];

    /// <inheritdoc/>
    public string Stamp(string subject) => string.Join('\n', PathsOf(subject, _file).Concat(_file.Labels.Files)
        .Append(Path.Combine(_folder, DatasetFile.FileName)).Select(SubjectRecording.Stamp));

    private static string FolderOf(string path) => Path.GetFileName(path) == DatasetFile.FileName && File.Exists(path)
        ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;

    private static IReadOnlyList<string> PathsOf(string subject, DatasetFile file) => file.Subjects.Paths.GetValueOrDefault(subject)
        ?? throw IDataset.NoSubject(subject, file.Subjects.Names);

    private static SubjectRecording Open(string subject, DatasetFile file) => SubjectRecording.Open(subject, PathsOf(subject, file), file.Options);

    private IReadOnlyList<SignalDescription> DescribeFirst()
    {
        try
        {
            return Describe(Subjects[0]);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return []; // Reading this subject reports it.
        }
    }

    private string NoteOnUnused(string label) => EditDistance.Nearest(label, _taskLabels) is { } near && EditDistance.Between(label, near) <= 2
        ? $"The label '{label}' is in no task and left out; did you mean '{near}'?"
        : $"The label '{label}' is in no task and left out.";

    private string? NoteOnRate(string subject, Channel channel) =>
        _first.Value.FirstOrDefault(s => s.Modality == channel.Modality) is { } other && Math.Abs(other.SamplingRateHz - channel.SamplingRateHz) > 0.5
            ? string.Create(CultureInfo.InvariantCulture, $"{subject}: {channel.Name} is sampled at {channel.SamplingRateHz} Hz, ") +
                string.Create(CultureInfo.InvariantCulture, $"and at {other.SamplingRateHz:0.##} Hz in {Subjects[0]}: both are resampled to the windows' rate.")
            : null;
}
