using AttX.Signals;

namespace AttX.Datasets.Labels;

/// <summary>A subject whose labels are asked for.</summary>
/// <param name="Name">The subject's name.</param>
/// <param name="Recording">What was read: its clock and events.</param>
/// <param name="DurationSeconds">The recording's duration.</param>
/// <param name="Notes">Receives remarks for the user, one sentence each.</param>
internal sealed record LabelledSubject(string Name, Recording Recording, double DurationSeconds, ICollection<string> Notes);
