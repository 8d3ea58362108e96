using AttX.Datasets;
using AttX.Formats;
using AttX.Formats.Catalogue;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Quality;

namespace AttX.Cli.Views;

/// <summary>One array of a subject, or one signal of a recording; its quality where it is a single signal that could be read.</summary>
internal sealed record InspectedChannel(Device? Device, string Name, double SamplingRateHz, long Samples, int Columns = 1, string? Unit = null)
{
    public double DurationSeconds => Samples / SamplingRateHz;

    public SignalQuality? Quality { get; init; }

    /// <summary>The unit of the quality's values: the modality's or, for one of arbitrary units, the file's.</summary>
    public string? QualityUnit => Quality?.Modality.Info().Unit is var unit && unit == ModalityInfo.ArbitraryUnit ? Unit ?? unit : unit;

    /// <summary>Whether the file has the values in another unit than <see cref="QualityUnit"/>, not the same one spelled otherwise.</summary>
    public bool IsConverted => Unit != null && QualityUnit != null && Spelled(Unit) != Spelled(QualityUnit);

    public BadWindows? BadWindows { get; init; }

    public GapSummary? Gaps { get; init; }

    private static string Spelled(string unit) => unit.Replace('\u00b5', 'u').Replace('\u03bc', 'u');

    public InspectedChannel Look(Channel channel, GapSummary? gaps = null) => this with
    {
        Quality = SignalQuality.Of(channel),
        BadWindows = Signals.Quality.BadWindows.Of(channel),
        Gaps = gaps,
    };
}

/// <summary>Contents of a subject's recording, and its problems.</summary>
internal sealed record InspectedSubject(
    string Subject, IReadOnlyList<InspectedChannel> Channels, IReadOnlyList<(string Label, double Seconds)> LabelledSeconds, IReadOnlyList<string> Problems)
{
    /// <summary>Notes for the reader that are no problems.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The moment of the first sample; null if it is unknown.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The event marks, in order of time.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];

    /// <summary>Whether anything could be read.</summary>
    public bool Readable => Channels.Count > 0;

    /// <summary>Reads one subject, one device at a time. Reports damage as a finding, not as an error.</summary>
    public static InspectedSubject Read(IDataset source, string subject)
    {
        var channels = new List<InspectedChannel>();
        (string Label, double Seconds)[] seconds = [];
        var problems = new List<string>();
        var notes = new HashSet<string>();
        Recording? read = null;
        try
        {
            foreach (IGrouping<Device, SignalDescription> device in source.Describe(subject).GroupBy(c => c.Device!.Value))
            {
                SignalDescription[] signals = [.. device.Where(c => c.Columns == c.Modality?.Info().Axes.Count)];
                Recording recording = Read(source, subject, device.Key, [.. signals.Select(c => c.Modality!.Value)], problems);
                read = recording;
                foreach (SignalDescription d in device)
                {
                    var listed = new InspectedChannel(d.Device, d.Name, d.SamplingRateHz, d.Samples, d.Columns);
                    Channel? channel = recording.Channels.FirstOrDefault(c => c.Modality == d.Modality);
                    channels.Add(channel == null ? listed : listed.Look(channel));
                }

                notes.UnionWith(recording.Notes);
                seconds = [.. recording.Labels.Legend.Labels.Select(label => (label, recording.Labels.SecondsOf(label)))];
            }

            problems.AddRange(Findings(channels, [.. seconds.Where(s => s.Seconds == 0).Select(s => s.Label).Where(label => source.Tasks is [var task, ..] && task.Uses(label))]));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            problems.Add(e.Message);
        }

        return new InspectedSubject(subject, channels, seconds, problems) { Notes = [.. notes], Start = read?.Start, Events = read?.Events ?? [] };
    }

    /// <summary>Reads signals; one that cannot be read is a problem, and does not hide the others.</summary>
    private static Recording Read(IDataset source, string subject, Device device, IReadOnlyList<Modality> modalities, List<string> problems)
    {
        try
        {
            return source.Read(subject, device, modalities);
        }
        catch (InvalidDataException) when (modalities.Count > 1)
        {
            var channels = new List<Channel>();
            var bad = new List<string>();
            foreach (Modality modality in modalities)
                try
                {
                    channels.AddRange(source.Read(subject, device, [modality]).Channels);
                }
                catch (InvalidDataException e)
                {
                    bad.Add(e.Message);
                }

            if (channels.Count == 0)
                throw;
            problems.AddRange(bad);
            return source.Read(subject, device, []) with { Channels = channels };
        }
    }

    /// <summary>Reads one recording, one signal at a time: those that occur once, and those that the user distinguishes.</summary>
    public static InspectedSubject Read(RecordingFile file, FormatOptions options)
    {
        InspectedChannel[] channels = [.. file.Signals.Select(s => new InspectedChannel(s.Device, s.Name, s.SamplingRateHz, s.Samples, Unit: s.Unit))];
        var problems = new List<string>();
        var notes = new HashSet<string>(file.Notes);
        Recording? read = null;
        IEnumerable<Modality> single = file.Signals.GroupBy(s => s.Modality)
            .Where(g => g.Key is { } m && g.Count() == m.Info().Axes.Count && g.DistinctBy(s => s.Axis).Count() == g.Count()).Select(g => g.Key!.Value);
        foreach (Modality modality in single.Union(options.Columns.Keys))
        {
            try
            {
                Device device = file.Signals.FirstOrDefault(s => s.Modality == modality)?.Device ?? Device.Chest;
                RecordingData data = file.Read([modality], device);
                read = data.Recording;
                foreach ((int axis, int index) in file.IndicesOf(modality, device).Index())
                {
                    channels[index] = channels[index].Look(data.Recording.Channels[0].Axis(axis), data.Gaps is [var gaps, ..] ? gaps : null);
                    problems.AddRange(channels[index].Quality!.Problems);
                }

                notes.UnionWith(data.Notes);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                problems.Add(e.Message);
            }
        }

        return new InspectedSubject(file.Name, channels, [], problems) { Notes = [.. notes], Start = read?.Start, Events = read?.Events ?? [] };
    }

    private static IEnumerable<string> Findings(List<InspectedChannel> channels, IReadOnlyList<string> absent)
    {
        if (channels.Count == 0)
            yield return "holds no channels";
        foreach (InspectedChannel channel in channels)
            foreach (string problem in channel.Quality?.Problems ?? [])
                yield return $"{channel.Device!.Value.Info().Name} {problem}";

        foreach (string label in absent)
            yield return $"no {label} in the labels";
    }
}
