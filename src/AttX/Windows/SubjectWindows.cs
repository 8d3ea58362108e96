using AttX.Datasets;
using AttX.Ground;
using AttX.Options;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals;

namespace AttX.Windows;

/// <summary>A dataset's windows, a subject at a time: from the cache, or made and kept there. Thread-safe.</summary>
/// <param name="source">The recordings.</param>
/// <param name="cache">Where windows are kept; null: nowhere.</param>
/// <param name="options">How they are made.</param>
internal sealed class SubjectWindows(IDataset source, WindowCache? cache, ExperimentOptions options)
{
    private readonly PreprocessingOptions _preprocessing = options.Preprocessing();

    private readonly Preprocessor _preprocessor = new(Checked(source, options.Preprocessing()));

    /// <summary>The subjects asked for, in the dataset's order; all where none is.</summary>
    /// <exception cref="OptionsException">The data lack one.</exception>
    /// <exception cref="InvalidDataException">A name that would not do as a folder's.</exception>
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

    /// <summary>One subject's windows.</summary>
    /// <exception cref="InvalidDataException">The recording is damaged, lacks a channel, or is otherwise not fit.</exception>
    public PreparedSubject Of(string subject, Action<string> note)
    {
        string key = WindowCache.Key(subject, source.Stamp(subject), options);
        if (cache?.Find(key, _preprocessing, note) is { } kept)
            return kept;
        Recording recording = source.Read(subject, options.Device, options.Modalities);
        PreparedSubject made = new(_preprocessor.Process(recording, note), RecordingFingerprint.Of(recording));
        cache?.Keep(key, made, note);
        return made;
    }
}
