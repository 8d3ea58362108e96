using AttX.Signals.Modalities;
using AttX.Signals;

namespace AttX.Datasets;

/// <summary>Labelled recordings, one a subject, and the tasks that their labels allow. Reading is thread-safe.</summary>
public interface IDataset
{
    /// <summary>What messages call it: "WESAD".</summary>
    string Name { get; }

    /// <summary>The subjects, in natural order (S2 before S10).</summary>
    IReadOnlyList<string> Subjects { get; }

    /// <summary>The devices that recorded.</summary>
    IReadOnlyList<Device> Devices { get; }

    /// <summary>What can be told apart, the default task first.</summary>
    IReadOnlyList<ClassificationTask> Tasks { get; }

    /// <summary>Reads one subject's channels of one device, with the labels; nothing else is kept in memory.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, foreign, or lacks a channel: says which, and where.</exception>
    Recording Read(string subject, Device device, IReadOnlyList<Modality> modalities);

    /// <summary>Lists the signals of one subject without keeping them.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or foreign.</exception>
    IReadOnlyList<SignalDescription> Describe(string subject);

    /// <summary>
    /// A short text that changes when the subject's file does (location, length, time of change): the key of a cache,
    /// not a proof of content.
    /// </summary>
    string Stamp(string subject);
}
