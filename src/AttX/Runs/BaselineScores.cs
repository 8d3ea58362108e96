using System.Text.Json;
using AttX.Evaluation;

namespace AttX.Runs;

/// <summary>Scores of a baseline over a run's test subjects.</summary>
/// <param name="Key">Its name in result.json.</param>
/// <param name="Label">Its name in a table.</param>
/// <param name="Subjects">Its scores for each subject.</param>
public sealed record ScoredBaseline(string Key, string Label, IReadOnlyList<SubjectScores> Subjects)
{
    /// <summary>How well it ranks; null for one without probabilities.</summary>
    public Discrimination? Discrimination { get; init; }

    /// <summary>Computes the mean over subjects.</summary>
    public ClassificationScores Mean => ClassificationScores.ForEach(metric => Moments.Mean([.. Subjects.Select(s => s.Scores[metric])]));

    /// <summary>Computes the sample standard deviation over subjects.</summary>
    public ClassificationScores StandardDeviation => ClassificationScores.ForEach(metric => Moments.StandardDeviation([.. Subjects.Select(s => s.Scores[metric])]));
}

/// <summary>What a run's scores have to exceed, on the same folds and windows.</summary>
/// <param name="Run">How well the run's own probabilities rank.</param>
/// <param name="Rows">The baselines.</param>
public sealed record BaselineScores(Discrimination Run, IReadOnlyList<ScoredBaseline> Rows)
{
    /// <summary>Computes the scores; null for a run that holds no baselines.</summary>
    /// <param name="run">A run whose folds are all done.</param>
    /// <param name="folds">Its scores.</param>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    internal static BaselineScores? Of(StoredRun run, IReadOnlyList<FoldScores> folds)
    {
        if (run.Baselines() is not { } baselines)
            return null;
        IReadOnlyList<FoldLabels> labels = run.Labels(folds);
        ScoredBaseline Predicted(string key, string label, IReadOnlyList<Predictions> people, Discrimination discrimination) =>
            new(key, label, [.. people.Select(p => new FoldScores(p.Subject, p.Confusion()))]) { Discrimination = discrimination };
        return new BaselineScores(Discrimination.Of([[.. run.Subjects.Select(s => run.Fold(s)!.Predictions)]], run.Options.Task),
        [
            new("majority", "majority class", [.. labels.Select(Evaluation.Baselines.MajorityClass)]),
            // For more classes, its expectation is a sum over too many divisions of the windows to be had in passing.
            .. run.Options.Classes > 2 ? Array.Empty<ScoredBaseline>() : [new("guessing", "guessing", [.. labels.Select(Evaluation.Baselines.Proportional)])],
            Predicted("clock", "clock", baselines.Clock, Discrimination.OfClock(baselines.Clock, run.Options.Task)),
            .. baselines.Linear is { } linear ? [Predicted("linear", "linear", linear, Discrimination.Of([linear], run.Options.Task))] : Array.Empty<ScoredBaseline>(),
        ]);
    }

    /// <summary>Writes the keys <c>discrimination</c> and <c>baselines</c> of result.json.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("discrimination");
        Write(json, Run);
        json.WriteEndObject();
        json.WriteStartObject("baselines");
        foreach (ScoredBaseline row in Rows)
        {
            json.WriteStartObject(row.Key);
            ResultJson.WriteScores(json, "mean", row.Mean);
            ResultJson.WriteScores(json, "sd", row.StandardDeviation);
            if (row.Discrimination is { } discrimination)
                Write(json, discrimination);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Discrimination discrimination)
    {
        if (discrimination.Area is { } area)
            json.WriteNumber("auc", area);
        if (discrimination.Matched is not { } matched)
            return;
        json.WriteStartObject("clockMatchedAuc");
        json.WriteNumber("area", matched.Area);
        if (matched.Interval is { } interval)
        {
            json.WriteNumber("low", interval.Low);
            json.WriteNumber("high", interval.High);
        }

        json.WriteNumber("pairs", matched.Pairs);
        json.WriteNumber("people", matched.People);
        json.WriteEndObject();
    }
}
