using AttX.Signals.Modalities;
using AttX.Signals;

namespace AttX.Formats;

/// <summary>
/// One recording in any format that is read: lists its signals, and reads those asked for into the project's units and
/// integer rates. What the file does not say is asked for, never guessed. Memory holds the requested samples and little else.
/// Reading is thread-safe: each call opens its own streams.
/// </summary>
public sealed class RecordingFile
{
    private readonly ISignalReader _reader;
    private readonly FormatOptions _options;

    internal RecordingFile(RecordingFormat format, ISignalReader reader, FormatOptions options) =>
        (Format, _reader, _options) = (format, reader, options);

    /// <summary>The recording's name: the file's, the folder's, or the subject's.</summary>
    public string Name => _reader.Name;

    /// <summary>The format it is in.</summary>
    public RecordingFormat Format { get; }

    /// <summary>The signals, in the file's order.</summary>
    public IReadOnlyList<SignalDescription> Signals => _reader.Signals;

    /// <summary>What a reader should know about the file, one sentence each.</summary>
    public IReadOnlyList<string> Notes => _reader.Notes;

    /// <summary>Opens the one recording at a path.</summary>
    /// <param name="path">A file, or the folder of an E4 export or of a WESAD subject.</param>
    /// <param name="options">What the file does not say.</param>
    /// <exception cref="FileNotFoundException">Nothing is at the path.</exception>
    /// <exception cref="InvalidDataException">What is there is damaged, unknown, or several recordings.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static RecordingFile Open(string path, FormatOptions? options = null)
    {
        IReadOnlyList<RecordingFile> files = OpenAll(path, options);
        return files.Count == 1 ? files[0] : throw new InvalidDataException(
            $"{path} holds {files.Count} recordings ({files[0].Name} to {files[^1].Name}); name one of them.");
    }

    /// <summary>Opens every recording at a path: one, but for a WESAD folder or archive, which has one a subject.</summary>
    /// <inheritdoc cref="Open"/>
    public static IReadOnlyList<RecordingFile> OpenAll(string path, FormatOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return FormatCatalogue.Open(path, options ?? new FormatOptions());
    }

    /// <summary>Reads channels, one a modality.</summary>
    /// <param name="modalities">What is wanted, in the order wanted.</param>
    /// <param name="device">The device the recording stands for; signals that the file ascribes to the other one are not used.</param>
    /// <exception cref="InvalidDataException">The file is damaged, has no such signal or several, or does not say a unit.</exception>
    public RecordingData Read(IReadOnlyList<Modality> modalities, Device device)
    {
        ArgumentNullException.ThrowIfNull(modalities);
        int[] signals = [.. modalities.Select(m => IndexOf(m, device))];
        string?[] units = [.. modalities.Zip(signals, (m, s) => _options.Units.GetValueOrDefault(m) ?? Signals[s].Unit)];
        UnitConversion[] conversions =
            [.. modalities.Select((m, i) => Units.ToProject(m, units[i], $"{Name}: {Signals[signals[i]].Name}"))];
        SignalSamples read = _reader.Read(signals);

        List<string> notes = [.. Notes];
        Channel[] channels = new Channel[signals.Length];
        for (int i = 0; i < signals.Length; i++)
        {
            SignalDescription signal = Signals[signals[i]];
            if (signal.Unit is { } given && units[i] != given && Units.Of(modalities[i]) is not null)
                notes.Add($"{signal.Name} is taken to be in {units[i]}, as asked; the file says {given}.");
            if (conversions[i].IsReciprocal)
                notes.Add($"{signal.Name} is a resistance in {units[i]}; the conductance 1/R in µS is used.");
            conversions[i].Apply(read.Samples[i]);
            int rate = IntegerRate.Nearest(signal.SamplingRateHz, $"{Name}: {signal.Name}");
            if (rate != signal.SamplingRateHz)
                notes.Add(FormattableString.Invariant(
                    $"{signal.Name} is interpolated from {signal.SamplingRateHz:0.######} Hz to {rate} Hz."));
            channels[i] = new Channel(modalities[i], rate, IntegerRate.Resample(read.Samples[i], signal.SamplingRateHz, rate));
        }

        return new RecordingData(
            new Recording(Name, device, channels, read.Labels), [.. channels.Select(GapSummary.Of).OfType<GapSummary>()], notes)
        {
            Events = read.Events,
            Start = read.Start,
        };
    }

    /// <summary>Index in <see cref="Signals"/> of the one signal that is the modality.</summary>
    /// <exception cref="InvalidDataException">There is none, or several.</exception>
    public int IndexOf(Modality modality, Device device)
    {
        string label = modality.Info().Label, option = $"--column {modality.Info().Name}=NAME";
        if (_options.Columns.TryGetValue(modality, out string? name))
            return SignalNames.Find([.. Signals.Select(s => s.Name)], name, $"{Name} has no signal '{name}'");
        int[] found = [.. Enumerable.Range(0, Signals.Count).Where(i => Signals[i].Modality == modality)];
        int[] worn = [.. found.Where(i => (Signals[i].Device ?? device) == device)];
        return worn switch
        {
            [int only] => only,
            [] when found.Length > 0 => throw new InvalidDataException($"{Name} has {label} from the " +
                $"{Signals[found[0]].Device!.Value.Info().Name} only, not from the {device.Info().Name}: choose it with --device."),
            [] => throw new InvalidDataException($"{Name} has no signal known as {label}; " +
                $"it has {SignalNames.List(Signals.Select(s => s.Name))}. Say which it is: {option}."),
            _ => throw new InvalidDataException($"{Name} has {worn.Length} signals of {label} " +
                $"({SignalNames.List(worn.Select(i => Signals[i].Name))}). Say which is wanted: {option}."),
        };
    }
}
