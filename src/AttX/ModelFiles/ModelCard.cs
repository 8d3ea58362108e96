using System.Globalization;
using System.Text;
using AttX.Evaluation;
using AttX.Ground;
using AttX.Options;
using AttX.Runs;
using AttX.Signals;

namespace AttX.ModelFiles;

/// <summary>What somebody who is handed a model should know before using it (Mitchell et al. 2019), as text for people.</summary>
internal static class ModelCard
{
    /// <summary>Writes the card.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scored">A leave-one-subject-out run of the same configuration, or null.</param>
    /// <exception cref="OptionsException">The run is of another configuration, or is not done.</exception>
    public static string Write(ModelMetadata model, StoredRun? scored)
    {
        ExperimentOptions o = model.Options;
        string[] trained = Names(model, heldOut: false), held = Names(model, heldOut: true);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Tells {string.Join(", ", o.Task.Classes)} from {string.Join(" and ", o.Modalities.Select(OptionTable.Modalities.NameOf))} of the {o.Device.ToString().ToLowerInvariant()}, in windows of {o.WindowSeconds} s.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Trained on {trained.Length} subjects ({string.Join(", ", trained)}), {model.Summary!.Windows} windows, {model.Summary.KeptEpoch} epochs.");
        if (model.Summary.HeldOut is { } score)
            text.AppendLine(CultureInfo.InvariantCulture, $"Stopped by held-out subjects ({string.Join(", ", held)}): accuracy {100 * score.Accuracy:F2} % of {score.Windows} windows. They chose the epoch, so this is not an out-of-sample score.");
        text.AppendLine(scored == null ? "Its accuracy on people it was not trained on was not measured: give --scores RUN, a leave-one-subject-out run." : Quote(o, scored));
        text.AppendLine("Signals are prepared as attx.inputs says; other devices, sampling or electrode positions are other signals.");
        text.AppendLine("Trained on laboratory stress of few, mostly young and healthy people. It estimates which of the study's conditions a window resembles, no person's state of mind or health.");
        text.Append("Not a medical device. Do not decide about people by it alone.");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string[] Names(ModelMetadata model, bool heldOut) =>
        [.. model.Training!.Where(t => (t.HeldOut ?? false) == heldOut).Select(t => t.Subject)];

    private static string Quote(ExperimentOptions options, StoredRun scored)
    {
        IReadOnlyList<string> differences = OptionsJson.Differences(scored.Options with { Subjects = [] }, scored.Folder, options);
        if (differences.Count > 0)
            throw new OptionsException([$"--scores {scored.Folder}: a run of another configuration ({string.Join("; ", differences)})."]);
        FoldResult?[] folds = [.. scored.Subjects.Select(scored.Fold)];
        if (folds.Any(f => f == null))
            throw new OptionsException([$"--scores {scored.Folder}: not done yet. Its command with --resume completes it."]);
        ScoreSummary summary = ScoreSummary.Of([.. folds.Select(f => new FoldScores(f!.Predictions.Subject, f.Predictions.Confusion()))]);
        return string.Create(CultureInfo.InvariantCulture,
            $"Leaving one of {folds.Length} subjects out, this configuration had accuracy {100 * summary.Mean.Accuracy:F2} ± {100 * summary.StandardDeviation.Accuracy:F2} % and macro F1 {100 * summary.Mean.MacroF1:F2} ± {100 * summary.StandardDeviation.MacroF1:F2} % (mean ± SD over subjects).");
    }
}
