using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets;

/// <summary>A dataset among several that are used together.</summary>
/// <param name="Name">Its short name, which precedes its subjects': <c>wesad</c>.</param>
/// <param name="Dataset">The dataset.</param>
public sealed record DatasetPart(string Name, IDataset Dataset);

/// <summary>
/// Several datasets as one. Subjects are named by dataset and name, <c>wesad.S2</c>; each keeps its dataset's devices and labels.
/// The tasks are the first dataset's; <see cref="TaskOf"/> finds the same task of another one by its name and its classes.
/// </summary>
public sealed class CombinedDataset : IDataset
{
    private readonly Dictionary<string, (DatasetPart Part, string Subject)> _subjects = [];

    /// <summary>Combines datasets.</summary>
    /// <exception cref="ArgumentException">Fewer than two, or two of one name, or a name that is not letters, digits, - and _.</exception>
    public CombinedDataset(IReadOnlyList<DatasetPart> parts)
    {
        if (parts.Count < 2 || parts.DistinctBy(p => p.Name).Count() < parts.Count || parts.Any(p => !IsName(p.Name)))
            throw new ArgumentException("Two or more datasets of different plain names are needed.", nameof(parts));
        Parts = parts;
        foreach (DatasetPart part in parts)
            foreach (string subject in part.Dataset.Subjects)
                _subjects.Add($"{part.Name}.{subject}", (part, subject));
        Subjects = [.. _subjects.Keys];
    }

    /// <summary>The datasets, in the order given.</summary>
    public IReadOnlyList<DatasetPart> Parts { get; }

    /// <inheritdoc/>
    public string Name => string.Join(" and ", Parts.Select(p => p.Name));

    /// <inheritdoc/>
    public IReadOnlyList<string> Subjects { get; }

    /// <summary>All devices; those that every dataset has come first.</summary>
    public IReadOnlyList<Device> Devices => [.. Parts.SelectMany(p => p.Dataset.Devices).Distinct()
        .OrderByDescending(device => Parts.All(p => p.Dataset.Devices.Contains(device)))];

    /// <inheritdoc/>
    public IReadOnlyList<ClassificationTask> Tasks => Parts[0].Dataset.Tasks;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => [.. Parts.SelectMany(p => p.Dataset.Notes)];

    /// <summary>The modalities that every dataset recorded, each with the device that stands for this one.</summary>
    public IReadOnlyList<Modality> ModalitiesOf(Device device) =>
        [.. device.Info().Modalities.Where(m => Parts.All(p => p.Dataset.ModalitiesOf(DeviceOf(p, device)).Contains(m)))];

    /// <summary>Names that stand in several datasets, and in which.</summary>
    public IEnumerable<(string Subject, IReadOnlyList<string> Datasets)> SharedNames => _subjects.Values
        .GroupBy(s => s.Subject, s => s.Part.Name).Where(g => g.Count() > 1).Select(g => (g.Key, (IReadOnlyList<string>)[.. g]));

    /// <summary>Returns whether a text can name a dataset: letters, digits, - and _, so that names are safe in paths and options.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Returns the dataset of a subject, and the subject's name there.</summary>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public (DatasetPart Part, string Subject) Find(string subject) => _subjects.TryGetValue(subject, out (DatasetPart, string) found) ? found
        : throw new ArgumentException($"There is no subject '{subject}'.", nameof(subject));

    /// <summary>Returns the device of a dataset that stands for another: its own if it has but one, else the one asked for.</summary>
    public static Device DeviceOf(DatasetPart part, Device asked) =>
        part.Dataset.Devices is [var only] ? only : asked;

    /// <summary>
    /// Returns a dataset's own task of the same name, whose labels make the same classes; a task that the first dataset does not name
    /// holds for the labels of all.
    /// </summary>
    /// <exception cref="InvalidDataException">It has no such task, or one of other classes; the message lists both.</exception>
    public ClassificationTask TaskOf(DatasetPart part, ClassificationTask task)
    {
        if (part == Parts[0] || !Tasks.Contains(task))
            return task;
        ClassificationTask? own = part.Dataset.Tasks.FirstOrDefault(t => t.Name == task.Name);
        return own != null && own.Classes.Order(StringComparer.Ordinal).SequenceEqual(task.Classes.Order(StringComparer.Ordinal)) ? own
            : throw new InvalidDataException($"The classes do not match: {Parts[0].Name} has the task {task}, {part.Name} " +
                $"{string.Join("; ", own != null ? [own] : part.Dataset.Tasks)}. Choose a --task that both have.");
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities)
    {
        (DatasetPart part, string own) = Find(subject);
        return part.Dataset.Read(own, DeviceOf(part, device), modalities) with { Subject = subject };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public IReadOnlyList<SignalDescription> Describe(string subject)
    {
        (DatasetPart part, string own) = Find(subject);
        return part.Dataset.Describe(own);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public string Stamp(string subject)
    {
        (DatasetPart part, string own) = Find(subject);
        return part.Dataset.Stamp(own);
    }
}
