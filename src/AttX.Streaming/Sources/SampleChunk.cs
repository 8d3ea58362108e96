using AttX.Signals.Modalities;

namespace AttX.Streaming.Sources;

/// <summary>Some samples of a channel.</summary>
/// <param name="Modality">The channel.</param>
/// <param name="StartSeconds">Time of the first.</param>
/// <param name="Samples">The samples, at the channel's rate, the axes of each beside each other.</param>
public sealed record SampleChunk(Modality Modality, double StartSeconds, double[] Samples)
{
    /// <summary>Values that each sample has.</summary>
    public int Axes => Modality.Info().Axes.Count;

    /// <summary>Number of samples.</summary>
    public int Count => Samples.Length / Axes;
}
