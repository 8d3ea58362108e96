namespace AttX.Signals;

/// <summary>The study protocol's condition, with the codes of WESAD's label track.</summary>
public enum AffectiveState : byte
{
    /// <summary>Between conditions, or undefined.</summary>
    Transient = 0,

    /// <summary>Neutral reading.</summary>
    Baseline = 1,

    /// <summary>Trier Social Stress Test.</summary>
    Stress = 2,

    /// <summary>Funny video clips.</summary>
    Amusement = 3,

    /// <summary>Guided meditation.</summary>
    Meditation = 4,
}
