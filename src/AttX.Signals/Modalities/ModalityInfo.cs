using AttX.Signals.Preprocessing;

namespace AttX.Signals.Modalities;

/// <summary>What the project knows about a modality: one immutable row of <see cref="ModalityTable"/>.</summary>
/// <param name="Modality">The modality.</param>
/// <param name="Name">As options, files and tensors spell it: <c>ecg</c>.</param>
/// <param name="Label">As charts and messages spell it: "ECG".</param>
/// <param name="Unit">The unit that samples are in: "mV".</param>
/// <param name="Band">Pass band of the filter before windows are cut; null: the signal is used as it is.</param>
/// <param name="NamePrefixes">How a word of a channel's name begins that measures it, in capitals.</param>
public sealed record ModalityInfo(
    Modality Modality, string Name, string Label, string Unit, PassBand? Band, IReadOnlyList<string> NamePrefixes)
{
    /// <summary>Names of the axes: one without a name, or x, y and z.</summary>
    public IReadOnlyList<string> Axes { get; init; } = [""];

    /// <summary>Whether it shows heart beats: its default branch is the SE-ResNet, and its quality is judged by its beats.</summary>
    public bool IsCardiac { get; init; }
}
