using AttX.Datasets.Wesad;
using AttX.Datasets;
using AttX.Signals.Modalities;
using AttX.Signals;

namespace AttX.Formats.Wesad;

/// <summary>One subject of WESAD, the only format with labels: the dataset's reader behind the recordings' interface.</summary>
internal sealed class WesadReader : ISignalReader
{
    private readonly WesadSource _source;

    // A pickle is large: it is looked at when its arrays are asked for, not when the dataset is opened.
    private readonly Lazy<IReadOnlyList<SignalDescription>> _signals;

    private WesadReader(WesadSource source, string subject)
    {
        (_source, Name) = (source, subject);
        _signals = new(() => [.. source.Describe(subject).SelectMany(Descriptions)]);
    }

    public string Name { get; }

    public IReadOnlyList<SignalDescription> Signals => _signals.Value;

    public IReadOnlyList<string> Notes => [];

    /// <summary>Opens every subject. A folder or an archive of something else ends here, too.</summary>
    public static IEnumerable<WesadReader> OpenAll(string path, bool isAsked)
    {
        try
        {
            WesadSource source = WesadSource.Open(path);
            return source.Subjects.Select(s => new WesadReader(source, s));
        }
        catch (InvalidDataException e) when (!isAsked)
        {
            throw new InvalidDataException($"{e.Message} Or name a single recording of another kind: {FormatCatalogue.Others("wesad")}.", e);
        }
    }

    public SignalSamples Read(IReadOnlyList<int> signals)
    {
        Device[] devices = [.. signals.Select(s => Signals[s].Device!.Value).Distinct()];
        if (devices.Length != 1)
            throw new InvalidDataException($"{Name}: name signals of one device.");
        Modality[] modalities = [.. signals.Select(s => Signals[s].Modality!.Value).Distinct()];
        Recording recording = _source.Read(Name, devices[0], modalities);
        return new SignalSamples([.. signals.Select(s => recording.Channels[Array.IndexOf(modalities, Signals[s].Modality!.Value)].Axes[Signals[s].Axis ?? 0])])
        {
            Labels = recording.Labels,
        };
    }

    /// <summary>A signal for each axis of an array.</summary>
    private static IEnumerable<SignalDescription> Descriptions(ChannelDescription array)
    {
        ModalityInfo modality = array.Modality!.Value.Info();
        foreach (string axis in modality.Axes)
            yield return new SignalDescription($"{array.Device.Info().Name}/{array.Name}{(axis.Length > 0 ? $" {axis}" : "")}",
                array.Modality, modality.Unit, array.SamplingRateHz, array.Samples, array.Device);
    }
}
