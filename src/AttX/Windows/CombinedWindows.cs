using AttX.Datasets;
using AttX.Ground;
using AttX.Options;
using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Windows;

/// <summary>
/// The windows of several datasets' subjects, each prepared as it is when its dataset is used alone (and cached as such): by its dataset's
/// own device and labels. Thread-safe.
/// </summary>
internal sealed class CombinedWindows
{
    private readonly CombinedDataset _source;
    private readonly ClassificationTask _task;
    private readonly Dictionary<DatasetPart, (SubjectWindows Windows, ClassificationTask Task)> _parts = [];

    /// <summary>Prepares to read.</summary>
    /// <param name="source">The datasets.</param>
    /// <param name="used">The subjects that will be read.</param>
    /// <param name="cache">The cache of windows; null: no cache.</param>
    /// <param name="options">The preprocessing options.</param>
    /// <param name="note">Receives what differs between the datasets.</param>
    /// <exception cref="OptionsException">A dataset has several devices, and not the one asked for.</exception>
    /// <exception cref="InvalidDataException">A dataset has another task of this name, or none.</exception>
    public CombinedWindows(CombinedDataset source, IEnumerable<string> used, WindowCache? cache, ExperimentOptions options, Action<string> note)
    {
        (_source, _task) = (source, options.Task);
        foreach (DatasetPart part in used.Select(subject => source.Find(subject).Part).Distinct())
        {
            ClassificationTask task = source.TaskOf(part, options.Task);
            Device device = CombinedDataset.DeviceOf(part, options.Device);
            if (device != options.Device)
                note($"{part.Name} has no {options.Device.Info().Name} device: its {device.Info().Name} is used.");
            _parts[part] = (new SubjectWindows(part.Dataset, cache, options with { Task = task, Device = device }), task);
        }
    }

    /// <summary>Returns one subject's windows, under its name among all datasets and with labels of the first one's task.</summary>
    /// <exception cref="InvalidDataException">The recording is damaged, lacks a channel, or is otherwise unsuitable.</exception>
    public PreparedSubject Of(string subject, Action<string> note)
    {
        (DatasetPart part, string own) = _source.Find(subject);
        (SubjectWindows windows, ClassificationTask task) = _parts[part];
        try
        {
            PreparedSubject prepared = windows.Of(own, message => note($"{part.Name}: {message}"));
            return prepared with { Windows = prepared.Windows.As(subject, label => Translated(label, task)) };
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{part.Name}: {e.Message}", e);
        }
    }

    /// <summary>Returns the windows of one subject's time that its dataset's task does not use, under its name among all datasets.</summary>
    /// <exception cref="InvalidDataException">The recording is damaged, lacks a channel, or is otherwise unsuitable.</exception>
    public WindowSet Unused(string subject, Action<string> note)
    {
        (DatasetPart part, string own) = _source.Find(subject);
        return _parts[part].Windows.Unused(own, note).As(subject, label => label);
    }

    /// <summary>Returns a label of the same class: windows are cut already, so that only the class still matters.</summary>
    private string? Translated(string? label, ClassificationTask task) => task.IndexOf(label) is >= 0 and var index && !ReferenceEquals(task, _task)
        ? _task.LabelsOf(_task.Classes.ToList().IndexOf(task.Classes[index]))[0] : label;
}
