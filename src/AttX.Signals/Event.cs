using System.Diagnostics.CodeAnalysis;

namespace AttX.Signals;

/// <summary>A named moment of a recording: a tag, an event marker, a text of a marker stream.</summary>
/// <param name="Seconds">Seconds after the recording's first sample; below 0 if it came before.</param>
/// <param name="Name">What it is called in the file.</param>
/// <param name="DurationSeconds">How long it lasts; 0 if the file does not say, as for most events.</param>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "It is the field's word, and a keyword in Visual Basic only.")]
public sealed record Event(double Seconds, string Name, double DurationSeconds = 0);
