namespace AttX.Reports.Audit;

/// <summary>Outcome of a check.</summary>
public enum AuditOutcome
{
    /// <summary>Confirmed by the folder's files.</summary>
    Holds,

    /// <summary>Contradicted by the folder's files: scores may be too good.</summary>
    Fails,

    /// <summary>Not recorded in the folder's files.</summary>
    NotCheckable,

    /// <summary>Guaranteed by design, as the options specify.</summary>
    ByDesign,
}

/// <summary>One question of the audit.</summary>
/// <param name="Claim">What should hold.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Detail">What was examined; where it fails, the first case.</param>
public sealed record AuditFinding(string Claim, AuditOutcome Outcome, string Detail);
