using AttX.Signals.Modalities;
using AttX.Signals;

namespace AttX.Formats;

/// <summary>One recording, wherever it stands: lists its signals, and reads those asked for. Reading is thread-safe.</summary>
public interface IRecordingFile
{
    /// <summary>The recording's name: the file's, the folder's, or the subject's.</summary>
    string Name { get; }

    /// <summary>The signals, in the file's order.</summary>
    IReadOnlyList<SignalDescription> Signals { get; }

    /// <summary>What a reader should know about the file, one sentence each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Reads channels, one a modality.</summary>
    /// <param name="modalities">What is wanted, in the order wanted.</param>
    /// <param name="device">The device the recording stands for; signals that the file ascribes to the other one are not used.</param>
    /// <exception cref="InvalidDataException">The file is damaged, has no such signal or several, or does not say a unit.</exception>
    RecordingData Read(IReadOnlyList<Modality> modalities, Device device);
}
