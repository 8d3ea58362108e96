using System.Globalization;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Signals.Preprocessing;

namespace AttX.Runs;

/// <summary>
/// What a run says of a model of the same configuration, for its card: scores inside the session, from other starts, in time that no model was trained on, and
/// how far they hold for <c>attx predict</c> and <c>attx stream</c>. A line each.
/// </summary>
internal static class ScoreQuote
{
    /// <summary>Quotes a run.</summary>
    /// <param name="scored">The run.</param>
    /// <param name="options">The model's options.</param>
    /// <exception cref="OptionsException">The run is of another configuration, or is not done.</exception>
    public static string Of(StoredRun scored, ExperimentOptions options)
    {
        IReadOnlyList<string> differences = OptionsJson.Differences(scored.Options with { Subjects = [], Split = Split.LeaveOneSubjectOut }, scored.Folder, options);
        if (differences.Count > 0)
            throw new OptionsException([$"--scores {scored.Folder}: a run of another configuration ({string.Join("; ", differences)})."]);
        FoldResult?[] folds = [.. scored.Subjects.Select(scored.Fold)];
        if (folds.Any(f => f == null))
            throw new OptionsException([$"--scores {scored.Folder}: not done yet. Its command with --resume completes it."]);
        FoldScores[] scores = [.. folds.Select(f => new FoldScores(f!.Predictions.Subject, f.Predictions.Confusion()))];
        return string.Join('\n', new[]
        {
            Scores(scored, scores),
            scored.Starts() is { Rows.Count: > 1 } starts ? Starts(starts) : null,
            NegativeControl.Pool(scored.Subjects.Select(s => scored.Files(s).ReadControl()))?.Describe(options.Task.Classes[options.Task.Positive]),
            Delivered(options),
        }.OfType<string>());
    }

    private static string Scores(StoredRun scored, FoldScores[] folds)
    {
        ScoreSummary summary = ScoreSummary.Of(folds);
        Discrimination? discrimination = BaselineScores.Of(scored, folds)?.Run;
        string ranks = discrimination?.Area is not { } area ? "" : string.Create(CultureInfo.InvariantCulture,
            $" AUC {area:F3}{(discrimination.Matched is { } matched ? string.Create(CultureInfo.InvariantCulture, $"; clock-matched, which the order of conditions cannot raise, {matched.Area:F3}") : "")}.");
        return string.Create(CultureInfo.InvariantCulture,
            $"{Tested(scored.Options.Split, folds.Length)}, this configuration had accuracy {100 * summary.Mean.Accuracy:F2} ± {100 * summary.StandardDeviation.Accuracy:F2} % and macro F1 {100 * summary.Mean.MacroF1:F2} ± {100 * summary.StandardDeviation.MacroF1:F2} % (mean ± SD over subjects).{ranks}{(scored.Options.PretrainedOnTested ? " The encoder may know unlabelled recordings of those tested: these are not scores of new people." : "")}");
    }

    private static string Starts(StartScores starts) => string.Create(CultureInfo.InvariantCulture,
        $"With sessions begun elsewhere, accuracy and balanced accuracy: {string.Join("; ", starts.Rows.Select(Start))}.");

    private static string Start(StartScore start) => string.Create(CultureInfo.InvariantCulture,
        $"{(start.Condition == null ? "from the true start" : $"with {start.Condition}")} {100 * start.Accuracy:F1} and {100 * start.BalancedAccuracy:F1} %");

    /// <summary>Says how far scores hold for use: where preparation looks ahead, or at labels, a recording of unknown content has less.</summary>
    private static string Delivered(ExperimentOptions options) => (options.Normalisation, options.Filter) switch
    {
        (Normalisation.Subject, _) => "These scores standardise each person by the labelled part of a whole session, which holds every condition. attx predict takes the whole recording, "
            + "whatever it holds, and attx stream a calibration: what they deliver is worse, and was not measured.",
        (Normalisation.Baseline, _) => "These scores know each person's baseline. attx predict needs it (--baseline), and attx stream takes its calibration for it.",
        (_, FilterKind.Causal) => "attx predict and attx stream prepare signals as these scores did, to the bit: the scores are theirs, in windows of one condition.",
        _ => "attx predict prepares signals as these scores did. attx stream filters forward alone, which these scores did not: what it delivers is worse, and was not measured.",
    };

    private static string Tested(Split split, int subjects) => split.Kind switch
    {
        SplitKind.GroupKFold => string.Create(CultureInfo.InvariantCulture, $"Leaving one of {split.Groups} groups of {subjects} subjects out"),
        SplitKind.LeaveOneDatasetOut => $"Leaving one dataset of {subjects} subjects in all out",
        SplitKind.Across when split.TrainedOn != split.TestedOn => $"Trained on {split.TrainedOn} and tested on the {subjects} subjects of {split.TestedOn}",
        _ => $"Leaving one of {subjects} subjects out",
    };
}
