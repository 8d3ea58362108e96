namespace AttX.Signals.Features.Skin;

/// <summary>How skin conductance is split into a tonic level and phasic responses.</summary>
public enum EdaDecomposition
{
    /// <summary>Phasic is what a high-pass of 0.05 Hz leaves (second-order Butterworth, zero-phase); tonic is the rest.</summary>
    HighPass,

    /// <summary>
    /// Both minimise one convex cost, as in cvxEDA (Greco et al. 2016): sparse non-negative impulses that each make a Bateman-shaped
    /// response, and a smooth level.
    /// </summary>
    Convex,
}
