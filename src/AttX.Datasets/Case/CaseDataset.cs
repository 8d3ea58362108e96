using System.Globalization;
using System.Text.RegularExpressions;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Case;

/// <summary>
/// CASE, Continuously Annotated Signals of Emotion (Sharma et al. 2019): its folder <c>interpolated</c>, with physiological/sub_1.csv at 1 kHz
/// and annotations/sub_1.csv at 20 Hz for each subject, or a folder above it. Reading is thread-safe.
/// </summary>
internal sealed partial class CaseDataset : IDataset
{
    private const string Header = "daqtime,ecg,bvp,gsr,rsp,skt,emg_zygo,emg_coru,emg_trap,video";

    /// <summary>Column and unit of each modality, as the dataset's readme has them. The EMG is the trapezius's, as WESAD's is.</summary>
    private static readonly Dictionary<Modality, (string Column, string Unit)> Columns = new()
    {
        [Modality.Ecg] = ("ecg", "mV"),
        [Modality.Bvp] = ("bvp", "%"),
        [Modality.Eda] = ("gsr", "uS"),
        [Modality.Respiration] = ("rsp", "%"),
        [Modality.Temperature] = ("skt", "C"),
        [Modality.Emg] = ("emg_trap", "uV"),
    };

    private static readonly string[] Folders = ["", "interpolated", Path.Combine("data", "interpolated")];

    private readonly string _folder;

    private CaseDataset(string folder)
    {
        _folder = folder;
        string[] signals = SubjectsIn("physiological"), annotations = SubjectsIn("annotations");
        foreach ((string subject, string there, string missing) in signals.Except(annotations).Select(s => (s, "physiological", "annotations"))
            .Concat(annotations.Except(signals).Select(s => (s, "annotations", "physiological"))))
            throw new InvalidDataException($"{folder}: {there}/{subject}.csv has no {missing}/{subject}.csv beside it.");
        Subjects = [.. signals.OrderBy(s => s.Length).ThenBy(s => s, StringComparer.Ordinal)];
    }

    /// <summary>The catalogue's row.</summary>
    public static DatasetKind Kind { get; } = new("case", path => FolderOf(path) != null, path => new CaseDataset(FolderOf(path)
        ?? throw new InvalidDataException($"{path} has no physiological/sub_1.csv and annotations/sub_1.csv: it is no folder of CASE.")))
    {
        NativeRateHz = (_, modality) => Columns.ContainsKey(modality) ? 1000 : null,
    };

    /// <inheritdoc/>
    public string Name => "CASE";

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Device> Devices => [Device.Chest, Device.Wrist];

    /// <inheritdoc/>
    public IReadOnlyList<ClassificationTask> Tasks => CaseAnnotations.Tasks;

    /// <inheritdoc/>
    public IReadOnlyList<Modality> ModalitiesOf(Device device) => [.. device.Info().Modalities.Where(Columns.ContainsKey)];

    /// <inheritdoc/>
    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        if (modalities.Except(ModalitiesOf(device)).Select(m => m.Info().Label).FirstOrDefault() is { } absent)
            throw new InvalidDataException($"CASE's {device.Info().Name} has no {absent}; it has {string.Join(", ", ModalitiesOf(device).Select(m => m.Info().Label))}.");
        RecordingData data = Open(subject).Read(modalities, device);
        CaseAnnotations annotations = CaseAnnotations.Read(PathOf("annotations", subject), FirstMillisecond(PathOf("physiological", subject)));
        return data.Recording with { Subject = subject, Labels = annotations.Videos, Ratings = annotations.Ratings, Notes = data.Notes };
    }

    /// <inheritdoc/>
    public IReadOnlyList<SignalDescription> Describe(string subject)
    {
        IReadOnlyList<SignalDescription> signals = Open(subject).Signals;
        string[] names = [.. signals.Select(s => s.Name)];
        return [.. from device in Devices
            from modality in ModalitiesOf(device)
            let column = Columns[modality].Column
            select signals[SignalNames.Find(names, column, $"{subject} has no signal '{column}'")] with
            {
                Name = modality.Info().Label,
                Modality = modality,
                Unit = Columns[modality].Unit,
                Device = device,
            }];
    }

    /// <inheritdoc/>
    public string Stamp(string subject) => FileStamp.Of([PathOf("physiological", subject), PathOf("annotations", subject)]);

    private static string? FolderOf(string path) => Folders.Select(folder => Path.Combine(path, folder)).FirstOrDefault(folder =>
        Directory.Exists(Path.Combine(folder, "annotations")) && Path.Combine(folder, "physiological") is var physiological
        && Directory.Exists(physiological) && Directory.EnumerateFiles(physiological, "sub_*.csv").Any());

    private string[] SubjectsIn(string folder) => [.. Directory.EnumerateFiles(Path.Combine(_folder, folder), "sub_*.csv")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Where(name => SubjectName().IsMatch(name))];

    private RecordingFile Open(string subject) => RecordingFile.Open(PathOf("physiological", subject), new FormatOptions
    {
        Columns = Columns.ToDictionary(c => c.Key, c => c.Value.Column),
        Units = Columns.ToDictionary(c => c.Key, c => c.Value.Unit),
        TimeColumn = "daqtime",
        TimeUnit = "ms",
    });

    /// <summary>Reads the time of the first sample, after the header.</summary>
    private static double FirstMillisecond(string path)
    {
        string[] lines = [.. File.ReadLines(path).Take(2)];
        return lines.Length == 2 && lines[0].Trim() == Header && double.TryParse(lines[1].Split(',')[0], CultureInfo.InvariantCulture, out double time)
            ? time : throw new InvalidDataException($"{Path.GetFileName(path)} does not begin with '{Header}' and a row of numbers.");
    }

    private string PathOf(string folder, string subject) => Subjects.Contains(subject) ? Path.Combine(_folder, folder, subject + ".csv")
        : throw IDataset.NoSubject(subject, Subjects);

    [GeneratedRegex(@"^sub_\d{1,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex SubjectName();
}
