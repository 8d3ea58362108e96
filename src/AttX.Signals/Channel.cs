using AttX.Signals.Modalities;

namespace AttX.Signals;

/// <summary>One uniformly sampled signal of a recording.</summary>
/// <param name="Modality">What is measured.</param>
/// <param name="SamplingRateHz">Samples per second; sample i was taken at i / SamplingRateHz seconds.</param>
/// <param name="Samples">The values, in the modality's unit.</param>
public sealed record Channel(Modality Modality, int SamplingRateHz, double[] Samples)
{
    /// <summary>Length of the signal in seconds.</summary>
    public double DurationSeconds => (double)Samples.Length / SamplingRateHz;
}
