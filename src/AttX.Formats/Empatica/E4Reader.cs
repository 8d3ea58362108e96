using AttX.Formats.Text;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats.Empatica;

/// <summary>
/// An Empatica E4 export: one file per sensor, with the start in Unix time or as a date, the rate, and then the samples, line by line.
/// Sensors start at different moments; signals read together begin at the latest one's start, to the nearest sample.
/// </summary>
internal sealed class E4Reader : ISignalReader
{
    private sealed record Sensor(TextSource Source, double Start, double RateHz, int Columns, long Samples);

    /// <summary>The start and the rate.</summary>
    private const int HeaderRows = 2;

    private readonly List<(Sensor Sensor, int Column)> _signals = [];
    private readonly List<SignalDescription> _descriptions = [];
    private readonly List<string> _notes = [];
    private readonly IReadOnlyList<Event> _tags = [];

    private E4Reader(string path)
    {
        Name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        IReadOnlyDictionary<string, TextSource> files = E4Files.Find(path);
        Add(files, "BVP.csv", Modality.Bvp, "a.u.", ["BVP"]);
        Add(files, "EDA.csv", Modality.Eda, "µS", ["EDA"]);
        Add(files, "TEMP.csv", Modality.Temperature, "°C", ["TEMP"]);
        Add(files, "ACC.csv", Modality.Acceleration, "1/64 g", ["ACC x", "ACC y", "ACC z"]);
        string[] ignored = [.. E4Files.Ignored.Where(files.ContainsKey)];
        if (ignored.Length > 0)
            _notes.Add($"Not used: {string.Join(", ", ignored)}, which the E4 derived.");
        if (!files.TryGetValue(E4Files.Tags, out TextSource? tags))
            return;
        _tags = E4Tags.Read(tags, _notes);
        double end = _signals.Select(s => s.Sensor.Start + s.Sensor.Samples / s.Sensor.RateHz).DefaultIfEmpty().Max();
        if (_tags.Count(t => t.Seconds < FirstStart || t.Seconds > end) is > 0 and var outside)
            _notes.Add($"{outside} of {_tags.Count} tags are not within the recording.");
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals => _descriptions;

    public IReadOnlyList<string> Notes => _notes;

    public static E4Reader Open(string path) => new(path);

    private double FirstStart => _signals.Select(s => s.Sensor.Start).DefaultIfEmpty().Min();

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        double start = signals.Select(s => _signals[s].Sensor.Start).DefaultIfEmpty(FirstStart).Max();
        Dictionary<int, double[]> samples = [];
        foreach (IGrouping<Sensor, int> sensor in signals.Distinct().GroupBy(s => _signals[s].Sensor))
            foreach ((int signal, double[] read) in sensor.Zip(Read(sensor.Key, [.. sensor.Select(s => _signals[s].Column)], start)))
                samples[signal] = read;
        return new SignalSamples([.. signals.Select(s => samples[s])])
        {
            Events = [.. _tags.Select(t => t with { Seconds = t.Seconds - start })],
            Start = DateTimeOffset.UnixEpoch.AddSeconds(start),
        };
    }

    /// <summary>Reads columns of a sensor's file together, from a moment on.</summary>
    private double[][] Read(Sensor sensor, int[] columns, double start)
    {
        double skip = Math.Round((start - sensor.Start) * sensor.RateHz);
        if (skip >= sensor.Samples)
            throw new InvalidDataException(FormattableString.Invariant(
                $"{Name}: {sensor.Source.Name} ends {(skip - sensor.Samples) / sensor.RateHz:0.#} s before another signal starts; ") +
                "they cannot be used together.");
        double[][] samples = [.. columns.Select(_ => new double[sensor.Samples - (long)skip])];
        NumberRows.Read(sensor.Source, HeaderRows, sensor.Columns, columns, (row, values) =>
        {
            if (row >= sensor.Samples)
                throw new InvalidDataException($"{sensor.Source.Name} grew while it was read.");
            for (int i = 0; i < samples.Length && row >= (long)skip; i++)
                samples[i][row - (long)skip] = values[i];
        });
        return samples;
    }

    private void Add(IReadOnlyDictionary<string, TextSource> files, string file, Modality modality, string unit, string[] names)
    {
        if (!files.TryGetValue(file, out TextSource? source))
            return;
        (double start, double rate) = Head(source);
        long samples = 0;
        NumberRows.Read(source, HeaderRows, names.Length, [], (_, _) => samples++);
        Sensor sensor = new(source, start, rate, names.Length, samples);
        if (sensor.Samples == 0)
        {
            _notes.Add($"{file} is empty.");
            return;
        }

        for (int i = 0; i < names.Length; i++)
        {
            _signals.Add((sensor, i));
            _descriptions.Add(new SignalDescription(names[i], modality, unit, rate, sensor.Samples, Device.Wrist));
        }
    }

    private static (double Start, double RateHz) Head(TextSource source)
    {
        using DelimitedText text = new(source, ',');
        double start = text.Read() ? E4Tags.Moment(text) : double.NaN, rate = text.Read() ? text.Number(0) : double.NaN;
        return start is >= 0 and < 1e11 && rate is > 0 and <= IntegerRate.MaxHz ? (start, rate) : throw new InvalidDataException(
            $"{source.Name} does not begin with a start (Unix time, or a date and time) and a sampling rate: it is no E4 file, or a damaged one.");
    }
}
