using AttX.Signals;

namespace AttX.Inference;

/// <summary>What readers of a recording's estimates must know.</summary>
internal static class PredictionWarnings
{
    /// <summary>Returns the warnings for a recording, one text each.</summary>
    public static IEnumerable<string> Of(EstimateBasis basis, Familiarity familiarity, Recording recording, ClassificationTask task)
    {
        if (basis == EstimateBasis.Recording && !HasEveryClass(recording, task))
            yield return $"{recording.Subject}: the model standardises by the whole recording (--normalise session), and what this one holds is not known: " +
                $"its conditions decide the estimates, and rest alone can pass for {task.Classes[task.Positive]}. A model of --normalise running+train, or --person, does not depend on them so.";
        if (familiarity.Warning(recording.Subject) is { } familiar)
            yield return familiar;
    }

    /// <summary>Whether a recording holds every class, so that its mean and deviation are like those of the training recordings.</summary>
    private static bool HasEveryClass(Recording recording, ClassificationTask task) => task.Rating is { } rating
        ? recording.Ratings.Any(r => r.Name == rating)
        : Enumerable.Range(0, task.Count).All(c => recording.Labels.Occurring.Any(label => task.IndexOf(label) == c));
}
