using AttX.Signals;

namespace AttX.Evaluation;

/// <summary>How well probabilities rank windows, with what the clock gives away and without.</summary>
/// <param name="Area">Area under the receiver operating characteristic, of each subject, then averaged; null where no subject has two classes.</param>
/// <param name="Matched">The clock-matched area; null for more than two classes, and where no pair exists.</param>
public sealed record Discrimination(double? Area, ClockMatchedAuc? Matched)
{
    private const ulong ResampleSeed = 1;

    /// <summary>
    /// Computes it for the clock, without a clock-matched area: among windows of one time it ranks by who was left out alone, and so below a coin.
    /// </summary>
    public static Discrimination OfClock(IReadOnlyList<Predictions> people, ClassificationTask task) => new(MeanArea([people], task), null);

    /// <summary>Computes it for one run or for several of the same people, whose areas are averaged.</summary>
    /// <param name="runs">Predictions for each test subject, run by run, in one order.</param>
    /// <param name="task">The task.</param>
    public static Discrimination Of(IReadOnlyList<IReadOnlyList<Predictions>> runs, ClassificationTask task) => new(
        MeanArea(runs, task), task.Count == 2 ? ClockMatchedAuc.OfRuns(runs, task.Positive, ResampleSeed) : null);

    private static double? MeanArea(IReadOnlyList<IReadOnlyList<Predictions>> runs, ClassificationTask task) =>
        runs.SelectMany(run => run).Select(p => RocCurve.MacroArea(p.Items, task.Count)).Average();
}
