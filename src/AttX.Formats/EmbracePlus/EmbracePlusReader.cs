using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats.EmbracePlus;

/// <summary>
/// Empatica EmbracePlus raw data (schema 6.x): one file, or a folder of one wearer's files, joined by their time stamps. Sensors start at
/// different moments; signals read together begin at the latest one's start, to the nearest sample.
/// </summary>
internal sealed class EmbracePlusReader : ISignalReader
{
    private const string Extension = "*.avro";

    private static readonly Dictionary<string, (string Name, Modality? Modality, string Unit)> Kinds = new()
    {
        [EmbracePlusFile.Bvp] = ("BVP", Modality.Bvp, "nW"),
        [EmbracePlusFile.Eda] = ("EDA", Modality.Eda, "µS"),
        [EmbracePlusFile.Temperature] = ("TEMP", Modality.Temperature, "°C"),
        [EmbracePlusFile.Accelerometer] = ("ACC", Modality.Acceleration, "g"),
        [EmbracePlusFile.Gyroscope] = ("GYRO", null, "rad/s"),
        [EmbracePlusFile.Steps] = ("STEPS", null, "steps"),
    };

    private readonly string[] _paths;
    private readonly List<Event> _marks = [];
    private readonly List<(JoinedSensor Sensor, int Axis)> _signals = [];
    private readonly List<SignalDescription> _descriptions = [];
    private readonly List<string> _notes = [];
    private readonly TimeSpan _offset;

    private EmbracePlusReader(string path)
    {
        Name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        _paths = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, Extension).Order(StringComparer.Ordinal)] : [path];
        EmbracePlusFile[] files = [.. _paths.Select(p => EmbracePlusFile.Read(p))];
        if (files.Length == 0)
            throw new InvalidDataException($"{path} has no .avro files: it is no recording of an EmbracePlus.");
        if (files.FirstOrDefault(f => f.Wearer != files[0].Wearer) is { } other)
            throw new InvalidDataException($"{path} holds recordings of {SignalNames.List([files[0].Wearer])} ({files[0].Name}) and of " +
                $"{SignalNames.List([other.Wearer])} ({other.Name}); put each in a folder of its own.");
        _offset = files[0].OffsetSeconds is >= -50400 and <= 50400 and var seconds ? TimeSpan.FromMinutes(Math.Round(seconds / 60)) : TimeSpan.Zero;
        foreach (string sensor in Kinds.Keys)
            Add(sensor, files);
        if (_signals.Count == 0)
            throw new InvalidDataException($"{Name} has no samples of any sensor; its schema is of version {files[0].Version}, 6.x is read.");
        RequireFewGaps();
        _marks.AddRange(files.SelectMany(f => f.Marks).Distinct().OrderBy(m => m.Seconds));
        if (files.Length > 1)
            _notes.Add($"{files.Length} files are joined by their time stamps.");
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals => _descriptions;

    public IReadOnlyList<string> Notes => _notes;

    public static EmbracePlusReader Open(string path) => new(path);

    /// <summary>Whether a folder holds such files, directly.</summary>
    public static bool IsFolder(string path) => Directory.EnumerateFiles(path, Extension).Any();

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        double start = signals.Count > 0 ? signals.Max(s => _signals[s].Sensor.StartMicros) : _signals.Min(s => s.Sensor.StartMicros);
        long[] first = [.. signals.Select(s => First(_signals[s].Sensor, start))];
        double[][] samples = [.. signals.Select((s, i) => new double[_signals[s].Sensor.Length - first[i]])];
        foreach (double[] channel in samples)
            channel.AsSpan().Fill(double.NaN);
        string[] wanted = [.. signals.Select(s => _signals[s].Sensor.Sensor).Distinct()];
        for (int file = 0; file < _paths.Length && wanted.Length > 0; file++)
        {
            ILookup<string, EmbracePlusStream> streams = EmbracePlusFile.Read(_paths[file], wanted).Streams.ToLookup(s => s.Sensor);
            for (int i = 0; i < samples.Length; i++)
                foreach (EmbracePlusStream stream in streams[_signals[signals[i]].Sensor.Sensor])
                    _signals[signals[i]].Sensor.Place(file, stream.Columns[_signals[signals[i]].Axis], samples[i], first[i]);
        }

        return new SignalSamples(samples)
        {
            Events = [.. _marks.Select(m => m with { Seconds = m.Seconds - start * 1e-6 })],
            Start = DateTimeOffset.UnixEpoch.AddTicks((long)start * TimeSpan.TicksPerMicrosecond).ToOffset(_offset),
        };
    }

    private long First(JoinedSensor sensor, double start)
    {
        double first = Math.Round((start - sensor.StartMicros) * 1e-6 * sensor.RateHz);
        return first < sensor.Length ? (long)first : throw new InvalidDataException(FormattableString.Invariant(
            $"{Name}: {sensor.Sensor} ends {(first - sensor.Length) / sensor.RateHz:0.#} s before another signal starts; ") + "they cannot be used together.");
    }

    private void Add(string sensor, EmbracePlusFile[] files)
    {
        (int, string, EmbracePlusStream Stream)[] parts = [.. files
            .SelectMany((f, i) => f.Streams.Where(s => s.Sensor == sensor).Select(s => (i, f.Name, Stream: s)))
            .OrderBy(p => p.Stream.StartMicros)];
        if (parts.Length == 0)
            return;
        JoinedSensor joined = new(parts);
        (string name, Modality? modality, string unit) = Kinds[sensor];
        string[] axes = sensor is EmbracePlusFile.Accelerometer or EmbracePlusFile.Gyroscope ? [" x", " y", " z"] : [""];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            _signals.Add((joined, axis));
            _descriptions.Add(new SignalDescription(name + axes[axis], modality, unit, joined.RateHz, joined.Length, Device.Wrist));
        }
    }

    private void RequireFewGaps()
    {
        double missing = _signals.Sum(s => (double)s.Sensor.Missing), length = _signals.Sum(s => (double)s.Sensor.Length);
        GapLimit.Require(missing, length - missing, Name);
        if (_signals.FirstOrDefault(s => s.Sensor.Length > Array.MaxLength).Sensor is { } sensor)
            throw new InvalidDataException($"{Name}: {sensor.Sensor} has {sensor.Length} samples, gaps included, which is too many.");
    }
}
