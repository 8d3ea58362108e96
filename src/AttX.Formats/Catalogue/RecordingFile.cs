using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats.Catalogue;

/// <summary>
/// One recording in any supported format: lists its signals, and reads those requested in the project's units and
/// integer rates. What the file does not specify is requested, never guessed. Memory holds the requested samples and little else.
/// Reading is thread-safe: each call opens its own streams.
/// </summary>
public sealed class RecordingFile : IRecordingFile
{
    private readonly ISignalReader _reader;
    private readonly FormatOptions _options;

    internal RecordingFile(RecordingFormat format, ISignalReader reader, FormatOptions options) =>
        (Format, _reader, _options) = (format, reader, options);

    /// <summary>Names of the supported formats, for messages.</summary>
    public static string Known => FormatCatalogue.Known;

    /// <inheritdoc/>
    public string Name => _reader.Name;

    /// <summary>The format of the recording.</summary>
    public RecordingFormat Format { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SignalDescription> Signals => _reader.Signals;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => _reader.Notes;

    /// <summary>Opens the one recording at a path.</summary>
    /// <param name="path">A file, or the folder of an E4 export or of an EmbracePlus's files.</param>
    /// <param name="options">Specifies what the file does not.</param>
    /// <exception cref="FileNotFoundException">Nothing is at the path.</exception>
    /// <exception cref="InvalidDataException">What is there is damaged or unknown.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static RecordingFile Open(string path, FormatOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return FormatCatalogue.Open(path, options ?? new FormatOptions());
    }

    /// <summary>Returns whether a path may hold a recording: a folder or an archive does only if a format recognises it.</summary>
    public static bool IsCandidate(string path) => FormatCatalogue.IsCandidate(path);

    /// <inheritdoc/>
    public bool Has(Modality modality, Device device) => _options.Columns.ContainsKey(modality)
        || Signals.Any(s => s.Modality == modality && (s.Device ?? device) == device);

    /// <inheritdoc/>
    public RecordingData Read(IReadOnlyList<Modality> modalities, Device device)
    {
        ArgumentNullException.ThrowIfNull(modalities);
        IReadOnlyList<int>[] signals = [.. modalities.Select(m => IndicesOf(m, device))];
        UnitConversion[][] conversions = [.. modalities.Zip(signals, (m, s) => s.Select(i => Conversion(m, i)).ToArray())];
        int[] column = _options.EventColumn is { } name ? [SignalNames.Find([.. Signals.Select(s => s.Name)], name, $"{Name} has no signal '{name}'")] : [];
        SignalSamples read = _reader.Read([.. signals.SelectMany(s => s), .. column]);

        HashSet<string> notes = [.. Notes];
        Channel[] channels = new Channel[signals.Length];
        for (int i = 0, first = 0; i < signals.Length; first += signals[i++].Count)
            channels[i] = ChannelOf(modalities[i], signals[i], read.Samples.AsSpan(first, signals[i].Count), conversions[i], notes);
        Recording recording = new(Name, device, channels, LabelTrack.None)
        {
            Events = column is [var c] ? ColumnEvents.Of(read.Samples[^1], Signals[c].SamplingRateHz, read.Texts, $"{Name}: {Signals[c].Name}") : read.Events,
            Start = read.Start,
        };
        return new RecordingData(recording, GapSummary.Of(channels), [.. notes]);
    }

    /// <summary>Reads the samples of one of <see cref="Signals"/> as the file has them: in its own unit, at its own rate.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public double[] Samples(int signal) => _reader.Read([signal]).Samples[0];

    /// <summary>Finds the indices in <see cref="Signals"/> of a modality's axes, in order; a single one if it has one axis.</summary>
    /// <exception cref="InvalidDataException">There is no signal, or several that the file does not distinguish.</exception>
    public IReadOnlyList<int> IndicesOf(Modality modality, Device device)
    {
        ModalityInfo info = modality.Info();
        if (_options.Columns.TryGetValue(modality, out string? named))
            return Named(info, named);
        string option = $"--column {info.Name}={string.Join(',', info.Axes.Select(axis => $"NAME{(axis.Length > 0 ? $"-{axis}" : "")}"))}";
        int[] found = [.. Enumerable.Range(0, Signals.Count).Where(i => Signals[i].Modality == modality)];
        int[] worn = [.. found.Where(i => (Signals[i].Device ?? device) == device)];
        if (info.Axes.Count == 1 ? worn.Length == 1 : worn.Select(i => Signals[i].Axis).Order().SequenceEqual(Enumerable.Range(0, info.Axes.Count).Cast<int?>()))
            return [.. worn.OrderBy(i => Signals[i].Axis)];
        throw new InvalidDataException(worn.Length > 0
            ? $"{Name} has {worn.Length} signals of {info.Label} ({SignalNames.List(worn.Select(i => Signals[i].Name))}). Say which is wanted: {option}."
            : found.Length > 0 ? $"{Name} has {info.Label} from the {Signals[found[0]].Device!.Value.Info().Name} only, " +
                $"not from the {device.Info().Name}: choose it with --device."
            : $"{Name} has no signal known as {info.Label}; it has {SignalNames.List(Signals.Select(s => s.Name))}. Say which it is: {option}.");
    }

    private IReadOnlyList<int> Named(ModalityInfo modality, string text)
    {
        string[] names = [.. Signals.Select(s => s.Name)];
        string[] wanted = modality.Axes.Count == 1 || names.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? [text] : text.Split(',', StringSplitOptions.TrimEntries);
        return wanted.Length == 1 || wanted.Length == modality.Axes.Count
            ? [.. wanted.Select(name => SignalNames.Find(names, name, $"{Name} has no signal '{name}'"))]
            : throw new InvalidDataException($"--column {modality.Name}={text}: {modality.Label} has {modality.Axes.Count} axes, got {wanted.Length} names.");
    }

    private string? UnitOf(Modality modality, int signal) => _options.Units.GetValueOrDefault(modality) ?? Signals[signal].Unit;

    private UnitConversion Conversion(Modality modality, int signal) =>
        Units.ToProject(modality, UnitOf(modality, signal), $"{Name}: {Signals[signal].Name}", _reader.UnitAdvice);

    private Channel ChannelOf(
        Modality modality, IReadOnlyList<int> signals, ReadOnlySpan<double[]> samples, UnitConversion[] conversions, HashSet<string> notes)
    {
        SignalDescription first = Signals[signals[0]];
        int rate = IntegerRate.Nearest(first.SamplingRateHz, $"{Name}: {first.Name}");
        double[][] axes = new double[signals.Count][];
        for (int i = 0; i < axes.Length; i++)
        {
            SignalDescription signal = Signals[signals[i]];
            if (signal.SamplingRateHz != first.SamplingRateHz || samples[i].Length != samples[0].Length)
                throw new InvalidDataException(FormattableString.Invariant($"{Name}: {signal.Name} has {samples[i].Length} samples at ") +
                    FormattableString.Invariant($"{signal.SamplingRateHz} Hz but {first.Name} {samples[0].Length} at {first.SamplingRateHz} Hz: ") +
                    "they cannot be axes of one signal.");
            if (signal.Unit is { } given && UnitOf(modality, signals[i]) is var unit && unit != given && Units.Of(modality) is not null)
                notes.Add($"{signal.Name} is taken to be in {unit}, as asked; the file says {given}.");
            if (conversions[i].IsReciprocal)
                notes.Add($"{signal.Name} is a resistance in {UnitOf(modality, signals[i])}; the conductance 1/R in µS is used.");
            conversions[i].Apply(samples[i]);
            if (rate != signal.SamplingRateHz)
                notes.Add(FormattableString.Invariant(
                    $"{signal.Name} is interpolated from {signal.SamplingRateHz:0.######} Hz to {rate} Hz."));
            axes[i] = IntegerRate.Resample(samples[i], signal.SamplingRateHz, rate);
        }

        return new Channel(modality, rate, axes);
    }
}
