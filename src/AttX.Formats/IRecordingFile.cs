using AttX.Signals;
using AttX.Signals.Modalities;

namespace AttX.Formats;

/// <summary>One recording in any storage: lists its signals, and reads those requested. Reading is thread-safe.</summary>
public interface IRecordingFile
{
    /// <summary>The recording's name: the file's, the folder's, or the subject's.</summary>
    string Name { get; }

    /// <summary>The signals, in the file's order.</summary>
    IReadOnlyList<SignalDescription> Signals { get; }

    /// <summary>Remarks on the file for the user, one sentence each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Returns whether it has a signal of a modality from a device.</summary>
    bool Has(Modality modality, Device device) => Signals.Any(s => s.Modality == modality && (s.Device ?? device) == device);

    /// <summary>Returns those of some modalities that it has; all of them if it has none, so that reading them says what is missing.</summary>
    IReadOnlyList<Modality> Available(IReadOnlyList<Modality> modalities, Device device) =>
        modalities.Where(m => Has(m, device)).ToArray() is { Length: > 0 } found ? found : modalities;

    /// <summary>Reads channels, one per modality.</summary>
    /// <param name="modalities">The requested modalities, in order.</param>
    /// <param name="device">The device of the recording; signals that the file ascribes to the other one are not used.</param>
    /// <exception cref="InvalidDataException">The file is damaged, has no such signal or several, or does not specify a unit.</exception>
    RecordingData Read(IReadOnlyList<Modality> modalities, Device device);
}
