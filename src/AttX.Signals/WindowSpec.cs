namespace AttX.Signals;

/// <summary>Rules for cutting signals into windows.</summary>
/// <param name="SamplingRateHz">Common rate of all modalities after resampling.</param>
/// <param name="LengthSeconds">Window length (10 s in the paper).</param>
/// <param name="Overlap">Share of a window that the next one overlaps, in [0, 1) (0.5 in the paper).</param>
public sealed record WindowSpec(int SamplingRateHz, double LengthSeconds, double Overlap)
{
    /// <summary>Number of samples in a window.</summary>
    public int WindowSamples => (int)Math.Round(LengthSeconds * SamplingRateHz);

    /// <summary>Number of samples between the starts of consecutive windows.</summary>
    public int HopSamples => (int)Math.Round(LengthSeconds * (1 - Overlap) * SamplingRateHz);

    /// <summary>Returns the starts of the windows in a signal of the given length, the first at 0.</summary>
    public IEnumerable<int> Starts(int availableSamples)
    {
        for (long start = 0; start + WindowSamples <= availableSamples; start += HopSamples)
            yield return (int)start;
    }
}
