using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Folder;

/// <summary>One subject's files, as one recording.</summary>
internal sealed class SubjectRecording
{
    private static readonly (string Option, string Key)[] Keys =
    [
        ("--column", "columns"), ("--unit", "units"), ("--time-column", "timeColumn"), ("--time-unit", "timeUnit"), ("--rate", "rate"), ("--device", "device"),
    ];

    private readonly IRecordingFile _file;

    private SubjectRecording(IRecordingFile file, RecordingFile first) => (_file, First) = (file, first);

    /// <summary>The first of the files.</summary>
    public RecordingFile First { get; }

    /// <summary>Duration of the longest signal in seconds.</summary>
    public double DurationSeconds => _file.Signals.Select(s => s.DurationSeconds).DefaultIfEmpty().Max();

    /// <summary>Opens a subject's files.</summary>
    /// <exception cref="InvalidDataException">One is damaged or unknown, or does not say what dataset.json could say.</exception>
    public static SubjectRecording Open(string subject, IReadOnlyList<string> paths, FormatOptions options) => Advised(() =>
    {
        RecordingFile first = RecordingFile.Open(paths[0], options);
        return new SubjectRecording(paths.Count == 1 ? first : JoinedRecording.Open(subject, paths, options), first);
    });

    /// <summary>Reads channels, and the events.</summary>
    /// <exception cref="InvalidDataException">A signal is missing or damaged, or does not say what dataset.json could say.</exception>
    public RecordingData Read(IReadOnlyList<Modality> modalities, Device device) => Advised(() => _file.Read(modalities, device));

    /// <summary>Lists the signals: a modality's axes as one, and without a modality those that cannot be told apart.</summary>
    public IReadOnlyList<SignalDescription> Describe(Device device, IEnumerable<Modality> named)
    {
        List<SignalDescription> described = [];
        HashSet<int> used = [];
        foreach (Modality modality in First.Signals.Select(s => s.Modality).OfType<Modality>().Union(named))
            if (IndicesOf(modality, device) is { Count: > 0 } indices)
            {
                described.Add(_file.Signals[indices[0]] with
                {
                    Name = modality.Info().Label,
                    Modality = modality,
                    Device = device,
                    Columns = indices.Count,
                });
                used.UnionWith(indices);
            }

        return [.. described, .. _file.Signals.Where((_, i) => !used.Contains(i)).Select(s => s with { Modality = null, Device = device })];
    }

    /// <summary>Returns a text that changes when a file does, or one beside it under the same name, such as the signals of a header.</summary>
    public static string Stamp(string path)
    {
        IEnumerable<string> files = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
            : Directory.EnumerateFiles(Path.GetDirectoryName(path)!)
                .Where(f => Path.GetFileNameWithoutExtension(f) == Path.GetFileNameWithoutExtension(path));
        return FileStamp.Of(files);
    }

    private IReadOnlyList<int> IndicesOf(Modality modality, Device device)
    {
        try
        {
            return First.IndicesOf(modality, device);
        }
        catch (InvalidDataException)
        {
            return []; // Reading the modality says why.
        }
    }

    /// <summary>Says where a dataset states what an error asks for as an option.</summary>
    private static T Advised<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e) when (Keys.FirstOrDefault(k => e.Message.Contains(k.Option, StringComparison.Ordinal)) is (var option, { } key))
        {
            throw new InvalidDataException($"{e.Message} For {option}, {DatasetFile.FileName} has the key \"{key}\".", e);
        }
    }
}
