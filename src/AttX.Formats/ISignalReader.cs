using AttX.Signals;

namespace AttX.Formats;

/// <summary>
/// One recording in one format. It finds signals and gives their samples as the file has them; choosing signals, units and
/// rates is <see cref="RecordingFile"/>'s part.
/// </summary>
internal interface ISignalReader
{
    /// <summary>The recording's name, for messages and results.</summary>
    string Name { get; }

    /// <summary>The signals, in the file's order.</summary>
    IReadOnlyList<SignalDescription> Signals { get; }

    /// <summary>What a reader should know about the file itself, one sentence each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>The samples of these signals, with the labels and events of the format.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    SignalSamples Read(IReadOnlyList<int> signals);
}
