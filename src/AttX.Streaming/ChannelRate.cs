using AttX.Signals.Modalities;

namespace AttX.Streaming;

/// <summary>A channel that a session receives.</summary>
/// <param name="Modality">What it measures, in its unit.</param>
/// <param name="SamplingRateHz">Its own nominal rate.</param>
public readonly record struct ChannelRate(Modality Modality, int SamplingRateHz);

/// <summary>What became of the samples of a channel.</summary>
/// <param name="Used">Samples that were used.</param>
/// <param name="Missing">Samples that never came, or came as NaN or infinity.</param>
/// <param name="Repeated">Samples left out because their time had been filled by others.</param>
/// <param name="Late">Samples left out because their time had been given up.</param>
public readonly record struct ChannelCounts(long Used, long Missing, long Repeated, long Late);
