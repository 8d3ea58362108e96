namespace AttX.Signals;

/// <summary>A continuous label: what a person, or an annotator, reported over time.</summary>
/// <param name="Name">Its name in the dataset: "arousal".</param>
/// <param name="SamplingRateHz">Values per second.</param>
/// <param name="Values">One value per sample from the recording's start, in the scale of the dataset; NaN where there is none.</param>
public sealed record Rating(string Name, double SamplingRateHz, double[] Values);
