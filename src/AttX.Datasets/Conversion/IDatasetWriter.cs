using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Datasets.Conversion;

/// <summary>Writes recordings as a dataset, one subject after another.</summary>
public interface IDatasetWriter
{
    /// <summary>Writes one subject; every file completely or not at all.</summary>
    /// <exception cref="InvalidDataException">The form cannot hold the recording.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    void Add(Recording recording);

    /// <summary>Writes the files of the dataset as a whole, without which it is incomplete.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    void Finish();
}

/// <summary>What is written.</summary>
/// <param name="Name">Name of the data, for people.</param>
/// <param name="Device">The device of all recordings.</param>
/// <param name="Subjects">Names of the subjects, in order.</param>
/// <param name="Tasks">Tasks that the labels allow; none without labels.</param>
/// <param name="Note">Receives remarks for the user.</param>
public sealed record WrittenData(
    string Name, Device Device, IReadOnlyList<string> Subjects, IReadOnlyList<ClassificationTask> Tasks, Action<string> Note);
