using System.Globalization;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats.Catalogue;

/// <summary>Several files that are parts of one recording, joined by their clocks; what is missing between them is a gap.</summary>
public sealed class JoinedRecording : IRecordingFile
{
    /// <summary>Seconds by which a part may begin before the end of the one before: some formats write whole seconds.</summary>
    private const double Tolerance = 1;

    private readonly IReadOnlyList<RecordingFile> _parts;

    private JoinedRecording(string name, IEnumerable<RecordingFile> parts)
    {
        Name = name;
        Part[] inOrder = [.. parts.Select(p => new Part(p, p.Read([], Device.Chest))).OrderBy(p => p.Start)];
        _parts = [.. inOrder.Select(p => p.File)];
        double seconds = (inOrder[^1].Start - inOrder[0].Start).TotalSeconds;
        Signals = [.. _parts[0].Signals.Select(s => s with
        {
            Samples = (long)(seconds * s.SamplingRateHz) + (_parts[^1].Signals.FirstOrDefault(other => other.Name == s.Name)?.Samples ?? 0),
        })];
        Notes = [.. _parts.SelectMany(p => p.Notes).Distinct(), $"{_parts.Count} files are joined by their clocks."];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The signals of the first part; their lengths include gaps.</summary>
    public IReadOnlyList<SignalDescription> Signals { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Opens files, which may be given in any order, as one recording.</summary>
    /// <exception cref="InvalidDataException">One is damaged or unknown, or does not say when it began.</exception>
    public static JoinedRecording Open(string name, IReadOnlyList<string> paths, FormatOptions options) =>
        new(name, [.. paths.Select(path => RecordingFile.Open(path, options))]);

    /// <inheritdoc/>
    public bool Has(Modality modality, Device device) => _parts[0].Has(modality, device);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A part cannot be read, lasts into the next one, or has another rate.</exception>
    public RecordingData Read(IReadOnlyList<Modality> modalities, Device device)
    {
        Part[] parts = [.. _parts.Select(p => new Part(p, p.Read(modalities, device)))];
        foreach ((Part before, Part part) in parts.Zip(parts.Skip(1)))
            if ((before.End - part.Start).TotalSeconds > Tolerance)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"{Name}: {part.File.Name} begins at {part.Start:yyyy-MM-dd HH:mm:ss}, before {before.File.Name} ends at {before.End:yyyy-MM-dd HH:mm:ss}: ") +
                    "parts of one recording cannot overlap.");
        Channel[] channels = [.. modalities.Select((_, i) => Join([.. parts.Select(p => (p, p.Recording.Channels[i]))]))];
        Recording recording = parts[0].Recording with
        {
            Subject = Name,
            Channels = channels,
            Events = [.. parts.SelectMany(p => p.Recording.Events.Select(e => e with { Seconds = e.Seconds + p.SecondsAfter(parts[0]) }))],
        };
        return new RecordingData(recording, GapSummary.Of(channels), [.. Notes.Union(parts.SelectMany(p => p.Data.Notes))]);
    }

    private Channel Join((Part Part, Channel Channel)[] pieces)
    {
        (Part first, Channel model) = pieces[0];
        if (pieces.FirstOrDefault(p => p.Channel.SamplingRateHz != model.SamplingRateHz) is { Channel: { } other } odd)
            throw new InvalidDataException($"{Name}: {model.Name} is sampled at {model.SamplingRateHz} Hz in {first.File.Name} and at " +
                $"{other.SamplingRateHz} Hz in {odd.Part.File.Name}; parts of one recording have one rate.");
        long[] starts = new long[pieces.Length];
        long end = 0;
        for (int i = 0; i < pieces.Length; i++)
        {
            starts[i] = Math.Max(end, (long)Math.Round(pieces[i].Part.SecondsAfter(first) * model.SamplingRateHz));
            end = starts[i] + pieces[i].Channel.Length;
        }

        long present = pieces.Sum(p => (long)p.Channel.Length);
        GapLimit.Require(end - present, present, $"{Name}: {model.Name}");
        if (end > Array.MaxLength)
            throw new InvalidDataException($"{Name}: {model.Name} has {end} samples, gaps included, which is too many.");
        return model with { Axes = [.. model.Axes.Select((_, axis) => Joined(pieces, starts, end, axis))] };
    }

    private static double[] Joined((Part Part, Channel Channel)[] pieces, long[] starts, long length, int axis)
    {
        double[] samples = new double[length];
        samples.AsSpan().Fill(double.NaN);
        foreach ((int i, (_, Channel channel)) in pieces.Index())
            channel.Axes[axis].CopyTo(samples, starts[i]);
        return samples;
    }

    /// <summary>One file, and what was read of it.</summary>
    private sealed record Part(RecordingFile File, RecordingData Data)
    {
        public Recording Recording => Data.Recording;

        public DateTimeOffset Start { get; } = Data.Recording.Start ?? throw new InvalidDataException(
            $"{File.Name} does not say when it began; files can be joined by their clocks only. Make them one file, or subjects of their own.");

        public DateTimeOffset End => Start.AddSeconds(
            (Recording.Channels.Count > 0 ? Recording.Channels.Select(c => c.DurationSeconds) : File.Signals.Select(s => s.DurationSeconds)).DefaultIfEmpty().Max());

        public double SecondsAfter(Part first) => (Start - first.Start).TotalSeconds;
    }
}
