using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets;

/// <summary>Labelled recordings, one per subject, and the tasks that their labels allow. Reading is thread-safe.</summary>
public interface IDataset
{
    /// <summary>Its name in messages: "WESAD".</summary>
    string Name { get; }

    /// <summary>The subjects, in natural order (S2 before S10).</summary>
    IReadOnlyList<string> Subjects { get; }

    /// <summary>The devices that recorded.</summary>
    IReadOnlyList<Device> Devices { get; }

    /// <summary>The tasks that its labels allow, the default first.</summary>
    IReadOnlyList<ClassificationTask> Tasks { get; }

    /// <summary>The modalities that a device recorded.</summary>
    IReadOnlyList<Modality> ModalitiesOf(Device device) => device.Info().Modalities;

    /// <summary>Remarks on the dataset as a whole for the user, one sentence each.</summary>
    IReadOnlyList<string> Notes => [];

    /// <summary>Reads one subject's channels of one device, and the labels; keeps nothing else in memory.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, foreign, or lacks a channel; names it and its place.</exception>
    Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities);

    /// <summary>Lists the signals of one subject without keeping their samples.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or foreign.</exception>
    IReadOnlyList<SignalDescription> Describe(string subject);

    /// <summary>
    /// Returns a short text that changes when the subject's file does (location, length, time of change): the key of a cache,
    /// not a proof of content.
    /// </summary>
    string Stamp(string subject);

    /// <summary>Returns the error for a subject that a dataset does not have.</summary>
    /// <param name="subject">The name asked for.</param>
    /// <param name="subjects">The subjects that there are.</param>
    internal static ArgumentException NoSubject(string subject, IEnumerable<string> subjects) =>
        new($"There is no subject '{subject}'; there are {string.Join(", ", subjects)}.", nameof(subject));
}
