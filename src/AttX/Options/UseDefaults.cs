namespace AttX.Options;

/// <summary>
/// Defaults of <c>attx train</c>, whose models are for use: windows as a live session sees them. Runs that score have the paper's
/// (<see cref="ExperimentOptions.For"/>).
/// </summary>
public static class UseDefaults
{
    /// <summary>The options, which belong together, and their defaults; the first decides whether they apply.</summary>
    public static IReadOnlyList<(ExperimentOption Option, string Text)> All { get; } =
    [
        (DataGroup.Normalise, "running+train"),
        (DataGroup.Filter, "causal"),
        (DataGroup.Eda, "log"),
        (TrainingGroup.RandomStarts, "10"),
    ];
}
