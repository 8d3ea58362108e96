namespace AttX.Signals.Modalities;

/// <summary>Properties of a modality: one immutable row of <see cref="ModalityTable"/>.</summary>
/// <param name="Modality">The modality.</param>
/// <param name="Name">Its name in options, files and tensors: <c>ecg</c>.</param>
/// <param name="Label">Its name in charts and messages: "ECG".</param>
/// <param name="Unit">The unit of the samples: "mV".</param>
/// <param name="Band">Pass band of the filter applied before windows are cut.</param>
/// <param name="NamePrefixes">Prefixes, in capitals, of words in the names of channels that measure it.</param>
/// <param name="Quality">Rules for the quality of a window of raw samples.</param>
public sealed record ModalityInfo(
    Modality Modality, string Name, string Label, string Unit, PassBand Band, IReadOnlyList<string> NamePrefixes, QualityRules Quality)
{
    /// <summary>The unit of samples that are in none.</summary>
    public const string ArbitraryUnit = "a.u.";

    /// <summary>Names of the axes: a single empty name, or x, y and z.</summary>
    public IReadOnlyList<string> Axes { get; init; } = [""];

    /// <summary>Whole names of channels that measure it, such as an electrocardiogram's leads.</summary>
    public IReadOnlyList<string> ChannelNames { get; init; } = [];

    /// <summary>Whether it shows heart beats: its branch is the SE-ResNet, and its quality is judged by its beats.</summary>
    public bool IsCardiac => Quality.Beats != null;

    /// <summary>A typical sampling rate of wearables, for examples in messages.</summary>
    public int TypicalRateHz { get; init; } = 64;

    /// <summary>Reason why values are implausible in <see cref="Unit"/>, as the rest of a sentence; null if they are not.</summary>
    public Func<SignalSpread, string?> UnitDoubt { get; init; } = _ => null;
}
