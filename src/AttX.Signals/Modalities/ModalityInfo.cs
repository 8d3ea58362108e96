namespace AttX.Signals.Modalities;

/// <summary>What the project knows about a modality: one immutable row of <see cref="ModalityTable"/>.</summary>
/// <param name="Modality">The modality.</param>
/// <param name="Name">As options, files and tensors spell it: <c>ecg</c>.</param>
/// <param name="Label">As charts and messages spell it: "ECG".</param>
/// <param name="Unit">The unit that samples are in: "mV".</param>
/// <param name="Band">Pass band of the filter before windows are cut.</param>
/// <param name="NamePrefixes">How a word of a channel's name begins that measures it, in capitals.</param>
/// <param name="Quality">When a window of its raw samples is bad.</param>
public sealed record ModalityInfo(
    Modality Modality, string Name, string Label, string Unit, PassBand Band, IReadOnlyList<string> NamePrefixes, QualityRules Quality)
{
    /// <summary>Names of the axes: one without a name, or x, y and z.</summary>
    public IReadOnlyList<string> Axes { get; init; } = [""];

    /// <summary>Whole names of channels that measure it, such as an electrocardiogram's leads.</summary>
    public IReadOnlyList<string> ChannelNames { get; init; } = [];

    /// <summary>Whether it shows heart beats: its branch is the SE-ResNet, and its quality is judged by its beats.</summary>
    public bool IsCardiac => Quality.Beats != null;

    /// <summary>A rate at which wearables sample it, for examples in messages.</summary>
    public int TypicalRateHz { get; init; } = 64;

    /// <summary>What is implausible about values said to be in <see cref="Unit"/>, as the rest of a sentence; null if nothing is.</summary>
    public Func<SignalSpread, string?> UnitDoubt { get; init; } = _ => null;
}
