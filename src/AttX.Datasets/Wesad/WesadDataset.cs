using AttX.Datasets.Pickle;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Wesad;

/// <summary>
/// The WESAD release (Schmidt et al. 2018): a folder S2/S2.pkl, S3/S3.pkl, …, a single SX.pkl, or WESAD.zip, read inside the
/// archive without unpacking it. Reads pickles of every protocol and executes none; keeps only the requested arrays.
/// Reading is thread-safe: each call opens its own stream.
/// </summary>
internal sealed class WesadDataset : IDataset
{
    private readonly IReadOnlyList<SubjectFile> _files;

    private WesadDataset(IReadOnlyList<SubjectFile> files, string name)
    {
        (_files, Name) = (files, name);
        Subjects = [.. files.Select(f => f.Subject)];
    }

    /// <summary>The catalogue's row.</summary>
    public static DatasetKind Kind { get; } = new("wesad", SubjectFiles.Recognises, path => Open(path))
    {
        NativeRateHz = (device, modality) => WesadArray.All.FirstOrDefault(a => a.Device == device && a.Modality == modality)?.SamplingRateHz,
    };

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Device> Devices => [Device.Chest, Device.Wrist];

    /// <inheritdoc/>
    public IReadOnlyList<ClassificationTask> Tasks => AffectTasks.All;

    /// <summary>Finds the subjects without reading them.</summary>
    /// <param name="path">WESAD's folder (or its parent), a single SX.pkl, or WESAD.zip.</param>
    /// <param name="name">Its name in messages.</param>
    /// <exception cref="FileNotFoundException">Nothing is at the path.</exception>
    /// <exception cref="InvalidDataException">The path holds no such dataset.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static WesadDataset Open(string path, string name = "WESAD") => new(SubjectFiles.Find(path), name);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        SubjectFile file = FileOf(subject);
        WesadArray[] arrays = [.. modalities.Select(m => ArrayOf(device, m))];
        PickleDocument document = Load(file, [WesadArray.LabelPath, .. arrays.Select(a => a.Path)]);
        if (arrays.Length > 0 && document.Find(WesadArray.FolderOf(device)) is not PickleDict { Items.Count: > 0 })
            throw NoDevice(file, document, device);
        Channel[] channels = [.. arrays.Select(a => ReadChannel(file, document, a))];
        return new Recording(subject, device, channels, ReadLabels(file, document));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public IReadOnlyList<SignalDescription> Describe(string subject)
    {
        PickleDocument document = Load(FileOf(subject), []);
        return [.. from a in WesadArray.All
            let array = document.Find(a.Path) as PickleArray
            where array is not null
            select new SignalDescription(a.Name, a.Modality, a.Modality.Info().Unit, a.SamplingRateHz, array.Rows, a.Device)
            {
                Columns = (int)Math.Min(array.Columns, int.MaxValue),
            }];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public string Stamp(string subject) => FileOf(subject).Stamp();

    private SubjectFile FileOf(string subject) => _files.FirstOrDefault(f => f.Subject == subject)
        ?? throw IDataset.NoSubject(subject, Subjects);

    private static WesadArray ArrayOf(Device device, Modality modality)
    {
        WesadArray? array = WesadArray.All.FirstOrDefault(a => a.Device == device && a.Modality == modality);
        return array ?? throw new InvalidDataException($"WESAD's {WesadArray.KeyOf(device)} device has no {modality.Info().Label}; it has " +
            $"{string.Join(", ", WesadArray.All.Where(a => a.Device == device).Select(a => a.Name))}.");
    }

    /// <summary>Reads the file, and checks that it is the subject's.</summary>
    private static PickleDocument Load(SubjectFile file, HashSet<string> wanted)
    {
        PickleDocument document = file.Load(wanted);
        if (document.Find("signal") is not PickleDict)
            throw new InvalidDataException($"{file.Name} is no WESAD recording: it has no 'signal'.");
        bool isReleaseName = file.Subject is ['S', ..] && file.Subject.Skip(1).All(char.IsAsciiDigit);
        if (isReleaseName && document.Find("subject") is PickleBytes { Data: not null } named && named.Text != file.Subject)
            throw new InvalidDataException($"{file.Name} holds subject '{named.Text}': rename the file, or restore the right one.");
        return document;
    }

    private static Channel ReadChannel(SubjectFile file, PickleDocument document, WesadArray wanted)
    {
        if (document.Find(wanted.Path) is not PickleArray array)
            throw new InvalidDataException($"{file.Name}: the {WesadArray.KeyOf(wanted.Device)} has no {wanted.Name}; " +
                $"it has {ArraysOf(document, wanted.Device)}.");
        string where = $"{file.Name}: {WesadArray.KeyOf(wanted.Device)}/{wanted.Name}";
        return new Channel(wanted.Modality, wanted.SamplingRateHz, Axes(WithColumns(array, wanted.Columns, where).ToDoubles(where), wanted));
    }

    /// <summary>Splits values row by row into columns, in the modality's unit.</summary>
    private static double[][] Axes(double[] values, WesadArray array)
    {
        if (array is { Columns: 1, Scale: 1 })
            return [values];
        double[][] axes = [.. Enumerable.Range(0, array.Columns).Select(_ => new double[values.Length / array.Columns])];
        for (int i = 0; i < values.Length; i++)
            axes[i % array.Columns][i / array.Columns] = values[i] * array.Scale;
        return axes;
    }

    private static LabelTrack ReadLabels(SubjectFile file, PickleDocument document)
    {
        string where = $"{file.Name}: {WesadArray.LabelPath}";
        return document.Find(WesadArray.LabelPath) is PickleArray array
            ? new LabelTrack(WesadArray.LabelRateHz, WithColumns(array, 1, where).ToCodes(where), AffectiveStates.Legend)
            : throw new InvalidDataException($"{file.Name} has no array 'label'; without labels it is of no use here.");
    }

    private static PickleArray WithColumns(PickleArray array, int columns, string where) =>
        array.Columns == columns && array.Shape.Length > 0 || array.DType is null
            ? array
            : throw new InvalidDataException($"{where} has shape {array.ShapeText}; a signal has {(columns == 1 ? "one column" : $"{columns} columns")}.");

    private static InvalidDataException NoDevice(SubjectFile file, PickleDocument document, Device device)
    {
        Device other = device == Device.Chest ? Device.Wrist : Device.Chest;
        string found = ArraysOf(document, other);
        return new InvalidDataException($"{file.Name} has no {WesadArray.KeyOf(device)} signals" + (found.Length == 0
            ? " and no others."
            : $"; it has {WesadArray.KeyOf(other)}: {found}. Use --device {WesadArray.KeyOf(other)}."));
    }

    private static string ArraysOf(PickleDocument document, Device device) =>
        string.Join(", ", (document.Find(WesadArray.FolderOf(device)) as PickleDict)?.Items.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>());
}
