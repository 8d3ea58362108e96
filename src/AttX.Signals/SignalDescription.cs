using AttX.Signals.Modalities;

namespace AttX.Signals;

/// <summary>Description of one signal in a recording or a dataset, without its samples.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Modality">What it measures; null if unknown.</param>
/// <param name="Unit">The unit given by the file; null if there is none.</param>
/// <param name="SamplingRateHz">Samples per second as recorded, fractional where the file's is.</param>
/// <param name="Samples">Number of samples, gaps included.</param>
/// <param name="Device">The device it belongs to, where the format has only one or names it.</param>
public sealed record SignalDescription(
    string Name, Modality? Modality, string? Unit, double SamplingRateHz, long Samples, Device? Device = null)
{
    /// <summary>Values per sample (3 for acceleration).</summary>
    public int Columns { get; init; } = 1;

    /// <summary>Index of the modality's axis, from 0; null if the modality has only one, or the file does not specify it.</summary>
    public int? Axis { get; init; } = Modality is { } modality ? AxisNames.AxisOf(Name, modality) : null;

    /// <summary>Length of the signal in seconds.</summary>
    public double DurationSeconds => Samples / SamplingRateHz;
}
