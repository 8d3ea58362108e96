using AttX.Evaluation;
using AttX.Options;
using AttX.Paper;
using AttX.Signals;
using AttX.Sweeps;

namespace AttX.Reports.Reading;

/// <summary>One configuration with its runs, one a seed.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Options">Its options; the seed is each run's own.</param>
/// <param name="Paper">The paper's row that it stands for, or null.</param>
/// <param name="Runs">Its runs, in the seeds' order.</param>
public sealed record ReportRow(string Label, ExperimentOptions Options, PaperRow? Paper, IReadOnlyList<ReportRun> Runs)
{
    /// <summary>
    /// The runs that scores are made of: those that are complete; where none is, the one with most folds, so that scores always
    /// mean the same subjects in every seed.
    /// </summary>
    public IReadOnlyList<ReportRun> Scored { get; } = Runs.Any(r => r.IsComplete) ? [.. Runs.Where(r => r.IsComplete)]
        : [.. Runs.Where(r => r.Folds.Count > 0).OrderByDescending(r => r.Folds.Count).Take(1)];

    /// <summary>Scores over subjects and seeds; null where no fold is done.</summary>
    public SeededScores? Scores => field ??= Scored.Count == 0 ? null : SeededScores.Of(
        [.. Scored.Select(run => run.Folds.Select(fold => fold.Scores).ToArray())], SweepPlan.BootstrapSeed);

    /// <summary>Whether every fold of every seed is done.</summary>
    public bool IsComplete => Runs.All(r => r.IsComplete);

    /// <summary>What the scores lack, in words; null where they lack nothing.</summary>
    public string? Incompleteness => this switch
    {
        { IsComplete: true } => null,
        { Scored: [] } => "no fold done yet",
        { Scored: [{ IsComplete: false } run] } => $"{run.Folds.Count} of {run.Folds.Count + run.Missing.Count} folds of seed {run.Seed} alone",
        _ => $"{Scored.Count} of {Runs.Count} seeds",
    };

    /// <summary>The scored folds of one subject, one a seed.</summary>
    public IEnumerable<ReportFold> FoldsOf(string subject) => Scored.SelectMany(run => run.Folds).Where(fold => fold.Subject == subject);

    /// <summary>One subject's predictions, seed by seed.</summary>
    public IReadOnlyList<Prediction> PredictionsOf(string subject) => [.. FoldsOf(subject).SelectMany(fold => fold.Result.Predictions.Items)];

    /// <summary>All scored predictions.</summary>
    public IReadOnlyList<Prediction> Predictions => [.. Scored.SelectMany(run => run.Folds).SelectMany(fold => fold.Result.Predictions.Items)];

    /// <summary>The scored predictions whose windows have a verdict, with it.</summary>
    public IReadOnlyList<(Prediction Prediction, QualityFlags Flaws)> Judged => [.. Scored.SelectMany(run => run.Folds).SelectMany(fold => fold.Judged)];

    /// <summary>All scored windows of all seeds, true class by predicted class; null where no fold is done.</summary>
    public ConfusionMatrix? Pooled => Scored.Count == 0 ? null
        : ConfusionMatrix.Pool([.. Scored.SelectMany(run => run.Folds).Select(fold => fold.Scores.Confusion)]);
}
