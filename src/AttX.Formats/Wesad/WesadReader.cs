using AttX.Datasets.Wesad;
using AttX.Datasets;
using AttX.Signals.Modalities;
using AttX.Signals;

namespace AttX.Formats.Wesad;

/// <summary>One subject of WESAD, the only format with labels: the dataset's reader behind the recordings' interface.</summary>
internal sealed class WesadReader : ISignalReader
{
    private static readonly Dictionary<(Device, Modality), string> UnitsGiven = new()
    {
        [(Device.Wrist, Modality.Acceleration)] = "1/64 g",
        [(Device.Wrist, Modality.Bvp)] = "a.u.",
    };

    private readonly WesadSource _source;

    // A pickle is large: it is looked at when its arrays are asked for, not when the dataset is opened.
    private readonly Lazy<IReadOnlyList<SignalDescription>> _signals;

    private WesadReader(WesadSource source, string subject)
    {
        (_source, Name) = (source, subject);
        _signals = new(() => [.. source.Describe(subject).Select(Description)]);
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
        Recording recording = _source.Read(Name, devices[0], [.. signals.Select(s => Signals[s].Modality!.Value)]);
        return new SignalSamples([.. recording.Channels.Select(c => c.Samples)]) { Labels = recording.Labels };
    }

    private static SignalDescription Description(ChannelDescription array) => new(
        $"{array.Device.Info().Name}/{array.Name}", array.Modality,
        UnitsGiven.GetValueOrDefault((array.Device, array.Modality!.Value)) ?? Units.Of(array.Modality!.Value),
        array.SamplingRateHz, array.Samples, array.Device);
}
