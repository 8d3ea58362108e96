using System.Globalization;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;

namespace AttX.Runs;

/// <summary>The scores of a run in a sentence, for the card of a model of the same configuration.</summary>
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
        ScoreSummary summary = ScoreSummary.Of([.. folds.Select(f => new FoldScores(f!.Predictions.Subject, f.Predictions.Confusion()))]);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Tested(scored.Options.Split, folds.Length)}, this configuration had accuracy {100 * summary.Mean.Accuracy:F2} ± {100 * summary.StandardDeviation.Accuracy:F2} % and macro F1 {100 * summary.Mean.MacroF1:F2} ± {100 * summary.StandardDeviation.MacroF1:F2} % (mean ± SD over subjects).");
    }

    private static string Tested(Split split, int subjects) => split.Kind switch
    {
        SplitKind.GroupKFold => string.Create(CultureInfo.InvariantCulture, $"Leaving one of {split.Groups} groups of {subjects} subjects out"),
        SplitKind.LeaveOneDatasetOut => $"Leaving one dataset of {subjects} subjects in all out",
        SplitKind.Across when split.TrainedOn != split.TestedOn => $"Trained on {split.TrainedOn} and tested on the {subjects} subjects of {split.TestedOn}",
        _ => $"Leaving one of {subjects} subjects out",
    };
}
