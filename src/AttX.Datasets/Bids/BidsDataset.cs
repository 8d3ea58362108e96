using AttX.Datasets.Labels;
using AttX.Formats.Bids;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Bids;

/// <summary>
/// Physiological recordings in the Brain Imaging Data Structure. A subject is a participant, so that nobody is on both sides of a split: the runs of all
/// sessions are joined one after another. Labels are the events' trial types that last. Reading is thread-safe.
/// </summary>
internal sealed class BidsDataset : IDataset
{
    private readonly IReadOnlyList<BidsParticipant> _participants;
    private readonly IReadOnlyList<string> _differences;
    private readonly string[] _labels;

    private BidsDataset(string path)
    {
        _participants = BidsFolder.Participants(path);
        _differences = BidsFolder.Differences(path, _participants);
        Subjects = [.. _participants.Select(p => p.Name)];
        _labels = [.. _participants.SelectMany(p => p.Runs).SelectMany(run => run.Events.Spans).Select(s => s.Label).Distinct().Order(StringComparer.Ordinal)];
        Tasks = TasksOf(_labels);
    }

    /// <summary>The catalogue's row.</summary>
    public static DatasetKind Kind { get; } = new("bids", BidsFolder.Recognises, path => new BidsDataset(path));

    /// <inheritdoc/>
    public string Name => "The BIDS dataset";

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Device> Devices => [Device.Chest, Device.Wrist];

    /// <inheritdoc/>
    public IReadOnlyList<ClassificationTask> Tasks { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        BidsParticipant participant = Find(subject);
        var parts = new List<(Recording Recording, IReadOnlyList<LabelSpan> Spans)>();
        List<string> notes = subject == Subjects[0] ? [.. _differences] : [];
        foreach (BidsRun run in participant.Runs)
            if (run.Read(subject, device, modalities) is { } part)
                parts.Add(Checked(part));
            else
                notes.Add($"{run.Name} lacks a signal that was asked for, and is left out.");
        if (parts.Count == 0)
            throw new InvalidDataException($"{subject}: no run has {string.Join(" and ", modalities.Select(m => device.LabelOf(m)))}; there are " +
                $"{string.Join(", ", Describe(subject).Select(s => $"{s.Name} ({s.Modality?.Info().Label ?? "unknown: its column's Description may say what it is"})").Distinct())}.");
        (Recording joined, IReadOnlyList<LabelSpan> spans) = RunJoin.Of(parts, notes);
        double duration = joined.Channels.Count == 0 ? spans.Select(s => s.EndSeconds).DefaultIfEmpty().Max() : joined.Channels.Max(c => c.DurationSeconds);
        return joined with
        {
            Labels = spans.Count == 0 ? LabelTrack.None : LabelSpans.ToTrack(spans, _labels, LabelSpans.RateOf(spans), duration),
            Notes = [.. notes, .. parts.SelectMany(p => p.Recording.Notes).Distinct()],
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public IReadOnlyList<SignalDescription> Describe(string subject)
    {
        BidsFile[] files = [.. Find(subject).Runs.SelectMany(run => run.Open())];
        bool hasPulseOnly = files.Any(f => f.Modalities.Contains(Modality.Bvp)) && !files.Any(f => f.Modalities.Contains(Modality.Ecg));
        Device otherwise = hasPulseOnly ? Device.Wrist : Device.Chest;
        return [.. files.SelectMany(f => SignalsOf(f, f.Device ?? otherwise)).GroupBy(s => (s.Name, s.Device, s.Modality, s.SamplingRateHz))
            .Select(g => g.First() with { Samples = g.Sum(s => s.Samples) })];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public string Stamp(string subject) => FileStamp.Of(Find(subject).Runs.SelectMany(run => run.Paths)
        .SelectMany(path => (string[])[path, .. BidsName.Applicable(path, "physio", ".json"), .. BidsName.Applicable(path, "events", ".tsv")]))
        + string.Join('|', Find(subject).Runs.Select(run => run.Start)) + string.Join('|', _labels);

    /// <summary>Describes a file's signals: the axes of one as one signal; what it has several of as nothing known.</summary>
    private static IEnumerable<SignalDescription> SignalsOf(BidsFile file, Device device)
    {
        Modality[] known = [.. file.Modalities];
        foreach (IGrouping<Modality?, SignalDescription> signals in file.Recording.Signals.GroupBy(s => s.Modality is { } m && known.Contains(m) ? s.Modality : null))
            foreach (SignalDescription signal in signals.Key == null ? signals : signals.Take(1))
                yield return signals.Key is { } modality ? signal with { Name = modality.Info().Label, Device = device, Columns = modality.Info().Axes.Count, Axis = null }
                    : signal with { Modality = null, Device = device };
    }

    /// <summary>Checks the labels of a run against its own length.</summary>
    private (Recording Recording, IReadOnlyList<LabelSpan> Spans) Checked((Recording Recording, IReadOnlyList<LabelSpan> Spans) part)
    {
        if (part.Recording.Channels.Count > 0)
            LabelSpans.ToTrack(part.Spans, _labels, 1, part.Recording.Channels.Max(c => c.DurationSeconds));
        return part;
    }

    private BidsParticipant Find(string subject) => _participants.FirstOrDefault(p => p.Name == subject)
        ?? throw IDataset.NoSubject(subject, Subjects);

    /// <summary>The tasks on affect whose classes occur, and all labels as classes.</summary>
    private static ClassificationTask[] TasksOf(string[] labels) =>
    [
        .. AffectTasks.All.Where(task => Enumerable.Range(0, task.Count).All(c => task.LabelsOf(c).Any(labels.Contains))),
        .. labels.Length is >= 2 and <= 100 ? [new ClassificationTask("trial_type", labels, [.. labels.Select(l => (l, l))])] : Array.Empty<ClassificationTask>(),
    ];
}
