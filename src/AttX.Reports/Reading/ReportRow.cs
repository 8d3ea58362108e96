using AttX.Evaluation;
using AttX.Options;
using AttX.Paper;
using AttX.Signals;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Reading;

/// <summary>One configuration with its runs, one per seed.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Options">Its options; the seed is each run's own.</param>
/// <param name="Paper">The paper's row that it reproduces, or null.</param>
/// <param name="Runs">Its runs, in the seeds' order.</param>
public sealed record ReportRow(string Label, ExperimentOptions Options, PaperRow? Paper, IReadOnlyList<ReportRun> Runs)
{
    /// <summary>
    /// The scored runs: those that are complete or, if none is, the one with most folds, so that scores cover the same subjects
    /// in every seed.
    /// </summary>
    public IReadOnlyList<ReportRun> Scored { get; } = Runs.Any(r => r.IsComplete) ? [.. Runs.Where(r => r.IsComplete)]
        : [.. Runs.Where(r => r.Folds.Count > 0).OrderByDescending(r => r.Folds.Count).Take(1)];

    /// <summary>Scores over subjects and seeds; null where no fold is finished.</summary>
    public SeededScores? Scores => field ??= Scored.Count == 0 ? null : SeededScores.Of(
        [.. Scored.Select(run => run.Folds.Select(fold => fold.Scores).ToArray())]);

    /// <summary>Scores by where sessions begin, means over seeds; null where that does not matter, or no fold is finished.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message gives path and position.</exception>
    public StartScores? Starts => field ??= !Options.Normalisation.IsRunning() || Scored.Count == 0
        || Scored.Select(run => StartScores.Of([.. run.Folds.Select(f => (f.Result.Predictions, f.Files.ReadStarts(f.Result.Predictions)))], Options.Task.Labels))
            .ToArray() is var seeds && seeds.Contains(null) ? null : StartScores.Mean(seeds!);

    /// <summary>Whether every fold of every seed is finished.</summary>
    public bool IsComplete => Runs.All(r => r.IsComplete);

    /// <summary>Describes what the scores lack; null where they are complete.</summary>
    public string? Incompleteness => this switch
    {
        { IsComplete: true } => null,
        { Scored: [] } => "no fold done yet",
        { Scored: [{ IsComplete: false } run] } => $"{run.Folds.Count} of {run.Folds.Count + run.Missing.Count} folds of seed {run.Seed} alone",
        _ => $"{Scored.Count} of {Runs.Count} seeds",
    };

    /// <summary>Returns the scored folds of one subject, one per seed.</summary>
    public IEnumerable<ReportFold> FoldsOf(string subject) => Scored.SelectMany(run => run.Folds).Where(fold => fold.Subject == subject);

    /// <summary>Returns one subject's predictions, per seed.</summary>
    public IReadOnlyList<Prediction> PredictionsOf(string subject) => [.. FoldsOf(subject).SelectMany(fold => fold.Result.Predictions.Items)];

    /// <summary>All scored predictions.</summary>
    public IReadOnlyList<Prediction> Predictions => [.. Scored.SelectMany(run => run.Folds).SelectMany(fold => fold.Result.Predictions.Items)];

    /// <summary>The scored predictions whose windows have a quality verdict, with the verdict.</summary>
    public IReadOnlyList<(Prediction Prediction, QualityFlags Flaws)> Judged => [.. Scored.SelectMany(run => run.Folds).SelectMany(fold => fold.Judged)];

    /// <summary>The Brier score of the training windows' class shares on the same windows; null while folds lack.</summary>
    public double? BaseRateBrier => field ??= Scored is [{ IsComplete: true }, ..] ? Baselines.BaseRateBrier(BaselineRow.Labels(this)) : null;

    /// <summary>How well the probabilities rank, per run and then averaged; null where no fold is finished.</summary>
    public Discrimination? Discrimination => field ??= Scored.Count == 0 ? null : Discrimination.Of(PredictionsByRun, Options.Task);

    /// <summary>The scored predictions for each test subject, run by run.</summary>
    public IReadOnlyList<IReadOnlyList<Predictions>> PredictionsByRun => [.. Scored.Select(run => run.Folds.Select(fold => fold.Result.Predictions).ToArray())];

    /// <summary>Confusion matrix of all seeds' scored windows, true class × predicted class; null where no fold is finished.</summary>
    public ConfusionMatrix? Pooled => Scored.Count == 0 ? null
        : ConfusionMatrix.Pool([.. Scored.SelectMany(run => run.Folds).Select(fold => fold.Scores.Confusion)]);
}
