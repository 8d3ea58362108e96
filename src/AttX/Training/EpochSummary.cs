using System.Text.Json.Serialization;

namespace AttX.Training;

/// <summary>Summary of an epoch.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Loss">Mean cross-entropy over the training windows, measured during training; with smoothed labels or balanced classes, of those.</param>
/// <param name="Accuracy">Share of training windows classified correctly, measured during training.</param>
public sealed record EpochSummary(int Epoch, double Loss, double Accuracy)
{
    /// <summary>Score on held-out windows after the epoch; null without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WindowScore? HeldOut { get; init; }
}
