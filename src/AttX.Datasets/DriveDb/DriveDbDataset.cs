using System.Text.RegularExpressions;
using AttX.Datasets.Labels;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.DriveDb;

/// <summary>
/// PhysioNet's Stress Recognition in Automobile Drivers (Healey and Picard 2005): a folder of WFDB records drive01, drive02, …, read when they
/// are asked for. Reading is thread-safe.
/// </summary>
internal sealed partial class DriveDbDataset : IDataset
{
    private const int LabelRateHz = 10;

    /// <summary>Names of the channels that a modality may be read from, the preferred one first.</summary>
    private static readonly Dictionary<Modality, string[]> Channels = new()
    {
        [Modality.Ecg] = ["ECG"],
        [Modality.Eda] = ["hand GSR", "foot GSR"],
        [Modality.Emg] = ["EMG"],
        [Modality.Respiration] = ["RESP"],
    };

    /// <summary>Units that the headers do not give, so that WFDB takes mV: conductance in µS, and the stretch of the chest in %.</summary>
    private static readonly Dictionary<Modality, string> MissingUnits = new() { [Modality.Eda] = "uS", [Modality.Respiration] = "%" };

    private readonly string _folder;
    private readonly DriveSegments _segments;

    private DriveDbDataset(string folder)
    {
        _folder = folder;
        Subjects = [.. RecordsIn(folder).Order(StringComparer.Ordinal)];
        _segments = DriveSegments.Open(folder, Subjects);
    }

    /// <summary>The catalogue's row.</summary>
    public static DatasetKind Kind { get; } = new("drivedb", path => Directory.Exists(path) && RecordsIn(path).Any(), path => new DriveDbDataset(path))
    {
        NativeRateHz = (device, modality) => (device, modality) switch
        {
            (Device.Chest, Modality.Ecg) => 496,
            (Device.Chest, Modality.Eda or Modality.Respiration) => 31,
            _ => null,
        },
    };

    /// <inheritdoc/>
    public string Name => "drivedb";

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Device> Devices => [Device.Chest];

    /// <inheritdoc/>
    public IReadOnlyList<ClassificationTask> Tasks => DriveSegments.Tasks;

    /// <inheritdoc/>
    public IReadOnlyList<Modality> ModalitiesOf(Device device) => [.. Channels.Keys];

    /// <inheritdoc/>
    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        RecordingFile listed = Open(subject, new FormatOptions());
        Dictionary<Modality, string> columns = modalities.Distinct().ToDictionary(m => m, m => ColumnOf(listed, m));
        Recording recording = Open(subject, new FormatOptions { Columns = columns, Units = MissingUnits }).Read(modalities, device).Recording;
        return recording with
        {
            Subject = subject,
            Labels = LabelSpans.ToTrack(_segments.Of(listed), DriveSegments.Names, LabelRateHz, listed.Signals.Max(s => s.DurationSeconds)),
            Notes = [.. Notes(columns)],
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<SignalDescription> Describe(string subject)
    {
        RecordingFile file = Open(subject, new FormatOptions());
        return [.. from pair in Channels
            let signal = Preferred(file, pair.Value)
            where signal != null
            select signal with
            {
                Name = pair.Key.Info().Label,
                Modality = pair.Key,
                Unit = MissingUnits.ContainsKey(pair.Key) ? pair.Key.Info().Unit : signal.Unit,
                Device = Device.Chest,
            }];
    }

    /// <inheritdoc/>
    public string Stamp(string subject) => FileStamp.Of(
        [PathOf(subject), .. Directory.EnumerateFiles(_folder, subject + ".*"), Path.Combine(_folder, DriveSegments.FileName)]);

    private static IEnumerable<string> RecordsIn(string folder) => Directory.EnumerateFiles(folder, "*.hea")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Where(name => RecordName().IsMatch(name));

    private static bool Is(SignalDescription signal, string name) => signal.Name.Trim().Equals(name, StringComparison.OrdinalIgnoreCase);

    private static SignalDescription? Preferred(RecordingFile file, string[] names) => names
        .Select(name => file.Signals.FirstOrDefault(s => Is(s, name))).FirstOrDefault(s => s != null);

    private static string ColumnOf(RecordingFile file, Modality modality) => !Channels.TryGetValue(modality, out string[]? names)
        ? throw new InvalidDataException($"drivedb has no {modality.Info().Label}; it has {string.Join(", ", Channels.Keys.Select(m => m.Info().Label))}.")
        : Preferred(file, names)?.Name ?? throw new InvalidDataException(
            $"{file.Name} has no {string.Join(" or ", names)}; it has {string.Join(", ", file.Signals.Select(s => s.Name))}.");

    private static IEnumerable<string> Notes(IReadOnlyDictionary<Modality, string> columns)
    {
        if (columns.TryGetValue(Modality.Eda, out string? eda))
            yield return $"{eda} has no unit in the header; it is read as µS{(eda.Contains("foot", StringComparison.OrdinalIgnoreCase) ? ", as there is none of the hand" : "")}.";
        if (columns.ContainsKey(Modality.Respiration))
            yield return "RESP has no unit in the header; it is read as %.";
        if (columns.ContainsKey(Modality.Emg))
            yield return "EMG is interpolated from 15.5 Hz to 16 Hz, too slow for the band of EMG: it cannot be an input.";
    }

    private RecordingFile Open(string subject, FormatOptions options) => RecordingFile.Open(PathOf(subject), options);

    private string PathOf(string subject) => Subjects.Contains(subject) ? Path.Combine(_folder, subject + ".hea")
        : throw IDataset.NoSubject(subject, Subjects);

    [GeneratedRegex(@"^drive\d\d[ab]?$", RegexOptions.CultureInvariant)]
    private static partial Regex RecordName();
}
