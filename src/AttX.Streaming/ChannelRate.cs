using AttX.Signals.Modalities;

namespace AttX.Streaming;

/// <summary>A channel that a session receives.</summary>
/// <param name="Modality">The quantity it measures, with its unit.</param>
/// <param name="SamplingRateHz">Its nominal rate.</param>
public readonly record struct ChannelRate(Modality Modality, int SamplingRateHz);

/// <summary>Counts how the samples of a channel were handled.</summary>
/// <param name="Used">Samples that were used.</param>
/// <param name="Missing">Samples that never arrived, or arrived as NaN or infinity.</param>
/// <param name="Repeated">Samples dropped because earlier ones already covered their time.</param>
/// <param name="Late">Samples dropped because the session no longer waited for their time.</param>
/// <param name="Astray">Samples left out because their time was far from the others', and no three chunks in succession agreed on it.</param>
public readonly record struct ChannelCounts(long Used, long Missing, long Repeated, long Late, long Astray = 0);
