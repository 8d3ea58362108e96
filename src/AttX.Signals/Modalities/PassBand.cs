namespace AttX.Signals.Modalities;

/// <summary>The pass band of a modality. Without a lower edge it is a low-pass.</summary>
/// <param name="LowHz">Lower edge, or null.</param>
/// <param name="HighHz">Upper edge.</param>
public readonly record struct PassBand(double? LowHz, double HighHz)
{
    /// <summary>Whether filtering would change nothing: a low-pass at or above the Nyquist frequency.</summary>
    public bool IsNeedlessAt(int samplingRateHz) => LowHz is null && 2 * HighHz >= samplingRateHz;

    /// <summary>Whether a signal at this rate can be filtered, or need not be.</summary>
    public bool FitsRate(int samplingRateHz) => LowHz is null || 2 * HighHz < samplingRateHz;

    /// <summary>For example "band-pass 5–15 Hz".</summary>
    public override string ToString() => LowHz is { } low ? $"band-pass {low}–{HighHz} Hz" : $"low-pass {HighHz} Hz";
}
