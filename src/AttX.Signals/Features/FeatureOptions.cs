using AttX.Signals.Features.Skin;

namespace AttX.Signals.Features;

/// <summary>Options for the features of windows.</summary>
public sealed record FeatureOptions
{
    /// <summary>Length of a window in seconds. Schmidt et al. (2018) use 60 s.</summary>
    public double WindowSeconds { get; init; } = 60;

    /// <summary>Seconds between the starts of consecutive windows.</summary>
    public double HopSeconds { get; init; } = 30;

    /// <summary>How skin conductance is split.</summary>
    public EdaDecomposition EdaDecomposition { get; init; } = EdaDecomposition.HighPass;

    /// <summary>Lists the problems of the options, one sentence each; empty if there are none.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (!(WindowSeconds > 0 && double.IsFinite(WindowSeconds)))
            problems.Add(FormattableString.Invariant($"--window must be longer than 0 s, got {WindowSeconds}."));
        if (!(HopSeconds > 0 && double.IsFinite(HopSeconds)))
            problems.Add(FormattableString.Invariant($"--hop must be longer than 0 s, got {HopSeconds}."));
        return problems;
    }
}
