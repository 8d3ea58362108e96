using AttX.Signals;

namespace AttX.Formats;

/// <summary>
/// One recording in one format. It finds signals and returns their samples as stored in the file; choosing signals, units and
/// rates is the task of <see cref="Catalogue.RecordingFile"/>.
/// </summary>
internal interface ISignalReader
{
    /// <summary>The recording's name, for messages and results.</summary>
    string Name { get; }

    /// <summary>The signals, in the file's order.</summary>
    IReadOnlyList<SignalDescription> Signals { get; }

    /// <summary>Remarks on the file itself for the user, one sentence each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>What to do about a signal whose unit is unknown; null: to give it as an option.</summary>
    string? UnitAdvice => null;

    /// <summary>Reads the samples of these signals, and the events of the format.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    SignalSamples Read(IReadOnlyList<int> signals);
}
