namespace AttX.Signals;

/// <summary>How signals are cut into windows.</summary>
/// <param name="SamplingRateHz">Common rate of all modalities after resampling.</param>
/// <param name="LengthSeconds">Window length (10 s in the paper).</param>
/// <param name="Overlap">Share of a window that the next one repeats, in [0, 1) (0.5 in the paper).</param>
public sealed record WindowSpec(int SamplingRateHz, double LengthSeconds, double Overlap)
{
    /// <summary>Samples in a window.</summary>
    public int WindowSamples => (int)Math.Round(LengthSeconds * SamplingRateHz);

    /// <summary>Samples from one window's start to the next one's.</summary>
    public int HopSamples => (int)Math.Round(LengthSeconds * (1 - Overlap) * SamplingRateHz);

    /// <summary>Where the windows of a signal of so many samples start, the first at 0.</summary>
    public IEnumerable<int> Starts(int availableSamples)
    {
        for (long start = 0; start + WindowSamples <= availableSamples; start += HopSamples)
            yield return (int)start;
    }
}
