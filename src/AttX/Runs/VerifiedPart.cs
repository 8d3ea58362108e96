namespace AttX.Runs;

/// <summary>Outcome of verifying a part of a run.</summary>
public enum VerificationOutcome
{
    /// <summary>Computed again, it is the same to the byte.</summary>
    Same,

    /// <summary>Computed again, it is another one.</summary>
    Differs,

    /// <summary>Not in the folder: the run is not finished.</summary>
    Missing,
}

/// <summary>A part of a run that was computed again.</summary>
/// <param name="Name">The recordings, a test subject, <c>S2 trained again</c>, or a file of the run.</param>
/// <param name="Windows">Number of its windows; null where windows do not matter.</param>
/// <param name="Outcome">Whether it is the same.</param>
/// <param name="Detail">What was compared; where something differs, the first difference: file, place, both values.</param>
public sealed record VerifiedPart(string Name, int? Windows, VerificationOutcome Outcome, string Detail);
