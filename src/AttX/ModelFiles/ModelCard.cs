using System.Globalization;
using System.Text;
using AttX.Options;
using AttX.Signals;

namespace AttX.ModelFiles;

/// <summary>Model card (Mitchell et al. 2019): what users should know before using a model, as plain text.</summary>
internal static class ModelCard
{
    /// <summary>Writes the card.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scores">
    /// A sentence on the scores of the same configuration on people it was not trained on; null if they were not measured.
    /// </param>
    public static string Write(ModelMetadata model, string? scores)
    {
        ExperimentOptions o = model.Options;
        string[] trained = Names(model, heldOut: false), held = Names(model, heldOut: true);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Tells {string.Join(", ", o.Task.Classes)} from {string.Join(" and ", o.Modalities.Select(OptionTable.Modalities.NameOf))} of the {o.Device.ToString().ToLowerInvariant()}, in windows of {o.WindowSeconds} s.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Trained on {trained.Length} subjects ({string.Join(", ", trained)}), {model.Summary!.Windows} windows, {model.Summary.KeptEpoch} epochs.");
        if (model.Pretraining is { } before)
            text.AppendLine(CultureInfo.InvariantCulture, $"Started from an encoder pretrained without labels on {before.Count} recordings ({string.Join(", ", before.Select(t => t.Subject))}).");
        if (o.Ensemble > 1)
            text.AppendLine(CultureInfo.InvariantCulture, $"{o.Ensemble} networks that differ only in their seed; their probabilities are averaged (--ensemble).");
        if (o.SensorDropout > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"Trained with each sensor hidden from {100 * o.SensorDropout:0.##} % of the windows (--sensor-dropout), so that it can miss some; an estimate says which it rests on.");
        if (model.Calibration is { } scaling)
            text.AppendLine(CultureInfo.InvariantCulture, $"Its probabilities are calibrated on thirds of these people left out in turn: temperature {1 / scaling.Slope:0.##}{(scaling.Biases.Any(b => b != 0) ? string.Create(CultureInfo.InvariantCulture, $", bias {string.Join(", ", scaling.Biases.Skip(1).Select((b, i) => string.Create(CultureInfo.InvariantCulture, $"{b:0.##} ({o.Task.Classes[i + 1]})")))}") : "")}.");
        if (model.Summary.HeldOut is { } score)
            text.AppendLine(CultureInfo.InvariantCulture, $"Stopped by held-out subjects ({string.Join(", ", held)}): accuracy {100 * score.Accuracy:F2} % of {score.Windows} windows. They chose the epoch{(o.Ensemble > 1 ? " of each network, whose scores are averaged here" : "")}, so this is not an out-of-sample score.");
        text.AppendLine(scores ?? "Its accuracy on people it was not trained on was not measured: give --scores RUN, a leave-one-subject-out run.");
        text.AppendLine("Signals are prepared as attx.inputs says; other devices, sampling or electrode positions are other signals.");
        text.AppendLine($"Trained on {(AffectTasks.All.Contains(o.Task) ? "laboratory stress of few, mostly young and healthy people" : "few people of one study")}. " +
            "It estimates which of the study's conditions a window resembles, no person's state of mind or health.");
        text.Append("Not a medical device. Do not decide about people by it alone.");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string[] Names(ModelMetadata model, bool heldOut) =>
        [.. model.Training!.Where(t => (t.HeldOut ?? false) == heldOut).Select(t => t.Subject)];
}
