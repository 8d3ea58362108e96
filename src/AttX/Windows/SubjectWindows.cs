using AttX.Datasets;
using AttX.Ground;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Features;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Windows;

/// <summary>A dataset's windows by subject: read from the cache, or computed and stored there. Thread-safe.</summary>
/// <param name="source">The recordings.</param>
/// <param name="cache">The cache of windows; null: no cache.</param>
/// <param name="options">The preprocessing options.</param>
internal sealed class SubjectWindows(IDataset source, WindowCache? cache, ExperimentOptions options)
{
    private readonly PreprocessingOptions _preprocessing = options.Preprocessing();

    private readonly WindowFeatureSource? _features = options.FeatureSource();

    private readonly Preprocessor _preprocessor = new(Checked(source, options.Preprocessing()));

    /// <summary>Returns the requested subjects, in the dataset's order; all if none is requested.</summary>
    /// <exception cref="OptionsException">The data lack one.</exception>
    /// <exception cref="InvalidDataException">A name is not valid for a folder.</exception>
    public static IReadOnlyList<string> Choose(IDataset source, IReadOnlyList<string> wanted)
    {
        string[] unknown = [.. wanted.Except(source.Subjects)];
        if (unknown.Length > 0)
            throw new OptionsException([$"--subjects {string.Join(',', unknown)}: not in the data, which have {string.Join(", ", source.Subjects)}."]);
        foreach (string subject in source.Subjects.Where(s => s is "." or ".." || s.AsSpan().ContainsAny(['/', '\\', ',', '\n', '\r'])))
            throw new InvalidDataException($"\"{subject}\" cannot name a subject: it would not do as the name of a folder.");
        return wanted.Count == 0 ? source.Subjects : [.. source.Subjects.Where(wanted.Contains)];
    }

    private static PreprocessingOptions Checked(IDataset source, PreprocessingOptions options) => source.Devices.Contains(options.Device) ? options
        : throw new OptionsException([$"--device {options.Device.Info().Name}: {source.Name} has {string.Join(" and ", source.Devices.Select(d => d.Info().Name))}."]);

    /// <summary>Returns the windows of one subject's time that the task does not use; there may be none.</summary>
    /// <exception cref="InvalidDataException">The recording is damaged, lacks a channel, or is otherwise unsuitable.</exception>
    public WindowSet Unused(string subject, Action<string> note)
    {
        string key = WindowCache.Key(subject, source.Stamp(subject) + " unused", options);
        if (cache?.Find(key, _preprocessing, note) is { } kept)
            return kept.Windows;
        Recording recording = Read(subject);
        WindowSet made = _preprocessor.ProcessUnused(recording);
        if (_features != null)
            made = _features.AddTo(recording, made);
        cache?.Keep(key, new PreparedSubject(made, ""), note);
        return made;
    }

    /// <summary>Returns one subject's windows.</summary>
    /// <exception cref="InvalidDataException">The recording is damaged, lacks a channel, or is otherwise unsuitable.</exception>
    public PreparedSubject Of(string subject, Action<string> note)
    {
        string key = WindowCache.Key(subject, source.Stamp(subject), options);
        if (cache?.Find(key, _preprocessing, note) is { } kept)
            return kept;
        Recording recording = Read(subject);
        foreach (string remark in recording.Notes)
            note(remark);
        Recording used = recording.Of(options.Modalities);
        (string fingerprint, string samples) = RecordingFingerprint.WithSamples(used);
        WindowSet windows = _preprocessor.Process(recording, note);
        if (_features != null)
            windows = _features.AddTo(recording, windows, log: note);
        PreparedSubject made = new(windows, fingerprint) { Samples = samples, Sketch = RecordingSketch.Of(used).ToString(), Plain = PlainWindows.Of(source, recording, windows, options, note) };
        cache?.Keep(key, made, note);
        return made;
    }

    /// <summary>Reads the signals of the network and, of those that only features need, what the data have.</summary>
    private Recording Read(string subject)
    {
        IReadOnlyList<Modality> recorded = source.ModalitiesOf(options.Device);
        return source.Read(subject, options.Device, [.. options.RecordedModalities.Where(m => options.Modalities.Contains(m) || recorded.Contains(m))]);
    }
}
