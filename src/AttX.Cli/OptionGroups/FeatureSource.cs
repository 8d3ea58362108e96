using AttX.Formats;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;

namespace AttX.Cli.OptionGroups;

/// <summary>Recordings and the features that can be computed from them.</summary>
internal sealed class FeatureSource
{
    private readonly IReadOnlyList<IRecordingFile> _recordings;
    private readonly FormatOptions _options;
    private readonly Device _device;
    private readonly bool _all;

    /// <summary>Chooses device and features by what the recordings hold, where they were not requested.</summary>
    /// <exception cref="InvalidDataException">There is no signal with features.</exception>
    public FeatureSource(IReadOnlyList<IRecordingFile> recordings, FormatOptions options, Device? device, IReadOnlyList<FeatureInfo>? columns)
    {
        (_recordings, _options, _all) = (recordings, options, columns == null);
        _device = device ?? (recordings[0].Signals.All(s => s.Device == Device.Wrist) ? Device.Wrist : Device.Chest);
        Columns = columns ?? [.. ModalityTable.All.Where(m => recordings.Any(r => Held(r).Contains(m.Modality))).SelectMany(m => FeatureTable.Of(m.Modality))];
        if (Columns.Count == 0)
            throw new InvalidDataException($"{recordings[0].Name}: none of its signals ({string.Join(", ", recordings[0].Signals.Select(s => s.Name))}) " +
                $"is known as one of the {_device.Info().Name}: say which is which by --column, or choose another --device.");
    }

    /// <summary>The features.</summary>
    public IReadOnlyList<FeatureInfo> Columns { get; }

    /// <summary>Reads each recording, one in memory at a time. Unless features were requested, signals that cannot be read are left out.</summary>
    /// <param name="log">Receives remarks.</param>
    public IEnumerable<Recording> Read(Action<string> log)
    {
        Modality[] wanted = [.. Columns.Select(c => c.Modality).Distinct()];
        foreach (IRecordingFile file in _recordings)
            yield return _all ? ReadHeld(file, [.. wanted.Intersect(Held(file))], log) : Read(file, wanted, log);
    }

    private Recording Read(IRecordingFile file, IReadOnlyList<Modality> modalities, Action<string> log)
    {
        RecordingData data = file.Read(modalities, _device);
        foreach (string note in data.Notes)
            log($"{file.Name}: {note}");
        return data.Recording;
    }

    private Recording ReadHeld(IRecordingFile file, Modality[] modalities, Action<string> log)
    {
        try
        {
            return Read(file, modalities, log);
        }
        catch (InvalidDataException) when (modalities.Length > 1)
        {
            List<Recording> readable = [];
            foreach (Modality modality in modalities)
            {
                try
                {
                    readable.Add(Read(file, [modality], log));
                }
                catch (InvalidDataException e)
                {
                    log($"left out: {e.Message}");
                }
            }

            return readable.Count == 0 ? throw new InvalidDataException($"{file.Name}: no signal could be read; the reasons are listed above.")
                : readable[0] with { Channels = [.. readable.SelectMany(r => r.Channels)] };
        }
    }

    /// <summary>Lists the modalities of which a recording has all axes by the device, or which the user names.</summary>
    private IReadOnlyList<Modality> Held(IRecordingFile file) =>
    [
        .. file.Signals.Where(s => s.Modality != null && (s.Device ?? _device) == _device).GroupBy(s => s.Modality!.Value)
            .Where(g => g.Sum(s => s.Columns) >= g.Key.Info().Axes.Count).Select(g => g.Key).Union(_options.Columns.Keys),
    ];
}
