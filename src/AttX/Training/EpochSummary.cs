using System.Text.Json.Serialization;

namespace AttX.Training;

/// <summary>What an epoch left behind.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Loss">Mean cross-entropy over the training windows, as seen while training.</param>
/// <param name="Accuracy">Share of training windows classified rightly, as seen while training.</param>
public sealed record EpochSummary(int Epoch, double Loss, double Accuracy)
{
    /// <summary>On windows that were held out, after the epoch; null without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WindowScore? HeldOut { get; init; }
}
