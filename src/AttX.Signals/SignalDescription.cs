using AttX.Signals.Modalities;

namespace AttX.Signals;

/// <summary>One signal found in a recording or a dataset, described without keeping its samples.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Modality">What it measures; null if that is not known.</param>
/// <param name="Unit">The unit the file gives; null if it gives none.</param>
/// <param name="SamplingRateHz">Samples per second as recorded, fractional where the file's is.</param>
/// <param name="Samples">Number of samples, gaps included.</param>
/// <param name="Device">The device it belongs to, where the format has only one or says so.</param>
public sealed record SignalDescription(
    string Name, Modality? Modality, string? Unit, double SamplingRateHz, long Samples, Device? Device = null)
{
    /// <summary>Values per sample (3 for acceleration).</summary>
    public int Columns { get; init; } = 1;

    /// <summary>Which of the modality's axes it is, from 0; null where it has one only, or the file does not say.</summary>
    public int? Axis { get; init; } = Modality is { } modality ? AxisNames.AxisOf(Name, modality) : null;

    /// <summary>Length of the signal in seconds.</summary>
    public double DurationSeconds => Samples / SamplingRateHz;
}
