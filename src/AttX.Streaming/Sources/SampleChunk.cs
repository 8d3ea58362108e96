using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>Some samples of a channel.</summary>
/// <param name="Modality">The channel.</param>
/// <param name="StartSeconds">Time of the first.</param>
/// <param name="Samples">The samples, at the channel's rate.</param>
public sealed record SampleChunk(Modality Modality, double StartSeconds, double[] Samples);
