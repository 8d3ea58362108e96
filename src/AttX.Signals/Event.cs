namespace AttX.Signals;

/// <summary>A named moment of a recording: a tag, an event marker, a text of a marker stream.</summary>
/// <param name="Seconds">Seconds after the recording's first sample; below 0 if it came before.</param>
/// <param name="Name">What it is called in the file.</param>
public sealed record Event(double Seconds, string Name);
