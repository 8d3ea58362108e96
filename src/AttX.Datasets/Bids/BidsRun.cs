using AttX.Datasets.Labels;
using AttX.Formats;
using AttX.Formats.Bids;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Bids;

/// <summary>One file of a run: what it measures, and which device recorded it, where the name of the recording says so.</summary>
internal sealed record BidsFile(string Path, BidsSidecar Sidecar, RecordingFile Recording, Device? Device)
{
    public static BidsFile Open(string path)
    {
        BidsName name = BidsName.Parse(System.IO.Path.GetFileName(path))!;
        string label = (name["recording"] ?? name["acq"] ?? "").ToUpperInvariant();
        return new BidsFile(path, BidsSidecar.Read(path), RecordingFile.Open(path), DeviceTable.All
            .Where(d => label.StartsWith(d.Name, StringComparison.OrdinalIgnoreCase)).Select(d => (Device?)d.Device).FirstOrDefault());
    }

    /// <summary>Returns whether it has a signal with all axes that this device may have recorded.</summary>
    public bool Has(Modality modality, Device device) => (Device ?? device) == device && Has(modality);

    /// <summary>The modalities that it has once, with all axes.</summary>
    public IEnumerable<Modality> Modalities => ModalityTable.All.Select(m => m.Modality).Where(Has);

    private bool Has(Modality modality) => Recording.Signals.Count(s => s.Modality == modality) == modality.Info().Axes.Count;
}

/// <summary>The recordings of one run: files whose names differ in nothing but the recording, and their events.</summary>
/// <param name="Name">What their names share: "sub-01_task-rest".</param>
/// <param name="Paths">The files.</param>
/// <param name="Events">The events, on the clock of the onsets.</param>
/// <param name="Start">When the run began; null if it is not known.</param>
internal sealed record BidsRun(string Name, IReadOnlyList<string> Paths, BidsEvents Events, DateTimeOffset? Start)
{
    /// <summary>Opens the files.</summary>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public IReadOnlyList<BidsFile> Open() => [.. Paths.Select(BidsFile.Open)];

    /// <summary>Reads the channels and the labels, all from the start of the signal that started last; null if the run lacks one of the channels.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or two hold the same signal.</exception>
    public (Recording Recording, IReadOnlyList<LabelSpan> Spans)? Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        IReadOnlyList<BidsFile> files = Open();
        if (modalities.Any(m => !files.Any(f => f.Has(m, device))))
            return null;
        BidsFile[] chosen = [.. modalities.Select(m => FileOf(files, m, device))];
        double start = files.Where(f => (f.Device ?? device) == device && f.Modalities.Any()).Select(f => f.Sidecar.StartSeconds).DefaultIfEmpty().Max();
        var channels = new Channel[modalities.Count];
        List<string> notes = [];
        foreach (IGrouping<BidsFile, (int Index, BidsFile File)> group in chosen.Index().GroupBy(c => c.Item))
        {
            int[] indices = [.. group.Select(g => g.Index)];
            RecordingData data = group.Key.Recording.Read([.. indices.Select(i => modalities[i])], device);
            notes.AddRange(data.Notes);
            foreach ((int index, Channel channel) in indices.Zip(data.Recording.Channels))
                channels[index] = From(channel, start - group.Key.Sidecar.StartSeconds);
        }

        BidsEvents events = Events.From(start, notes.Add);
        return (new Recording(subject, device, channels, LabelTrack.None)
        {
            Start = Start + TimeSpan.FromSeconds(start),
            Events = events.Marks,
            Notes = notes,
        }, events.Spans);
    }

    private BidsFile FileOf(IReadOnlyList<BidsFile> files, Modality modality, Device device)
    {
        BidsFile[] found = [.. files.Where(f => f.Has(modality, device))];
        return found.Length == 1 ? found[0] : throw new InvalidDataException(
            $"{Name} has {modality.Info().Label} in {found.Length} files ({string.Join(", ", found.Select(f => Path.GetFileName(f.Path)))}): " +
            "keep one of them, or begin the label of recording- with the device, chest or wrist.");
    }

    /// <summary>Drops the samples before a moment, to the nearest one.</summary>
    private Channel From(Channel channel, double seconds)
    {
        double skip = Math.Round(seconds * channel.SamplingRateHz);
        return skip <= 0 ? channel : skip >= channel.Length ? throw new InvalidDataException(
                $"{Name}: {channel.Name} ended before another of the run's signals started; their StartTime cannot be right.")
            : channel with { Axes = [.. channel.Axes.Select(axis => axis[(int)skip..])] };
    }
}
