namespace AttX.Reports.Audit;

/// <summary>What became of a check.</summary>
public enum AuditOutcome
{
    /// <summary>The folder's files show it.</summary>
    Holds,

    /// <summary>The folder's files contradict it: scores may be too good.</summary>
    Fails,

    /// <summary>The folder's files do not say.</summary>
    NotCheckable,

    /// <summary>So by design, as the options say.</summary>
    ByDesign,
}

/// <summary>One question of the audit.</summary>
/// <param name="Claim">What should hold.</param>
/// <param name="Outcome">Whether it does.</param>
/// <param name="Detail">What was looked at; where it fails, the first case.</param>
public sealed record AuditFinding(string Claim, AuditOutcome Outcome, string Detail);
