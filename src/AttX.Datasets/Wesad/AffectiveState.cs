using AttX.Signals;

namespace AttX.Datasets.Wesad;

/// <summary>The study protocol's condition, with the codes of WESAD's label track. Codes beyond 4 are to be ignored.</summary>
internal enum AffectiveState : byte
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

/// <summary>What the codes are called.</summary>
internal static class AffectiveStates
{
    /// <summary>The names of the four conditions; a transient has none.</summary>
    public static LabelLegend Legend { get; } = new([null, "baseline", "stress", "amusement", "meditation"]) { IsFixed = true };
}
