using AttX.Signals.Filtering;
using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>The pass band of a modality. Without a lower edge it is a low-pass.</summary>
/// <param name="LowHz">Lower edge, or null.</param>
/// <param name="HighHz">Upper edge.</param>
public readonly record struct PassBand(double? LowHz, double HighHz)
{
    /// <summary>For example "band-pass 5–15 Hz".</summary>
    public override string ToString() => LowHz is { } low ? $"band-pass {low}–{HighHz} Hz" : $"low-pass {HighHz} Hz";
}

/// <summary>
/// The paper's filters: Butterworth, ECG 5–15 Hz, EDA below 3 Hz. The order (4) is ours, the paper prints none; so is the
/// BVP's band, 0.5–8 Hz, which the paper does not use.
/// </summary>
public static class PaperFilters
{
    /// <summary>The designs' order; a band-pass has twice that.</summary>
    public const int Order = 4;

    /// <summary>The modality's pass band, or null if there is no preprocessing for it.</summary>
    public static PassBand? BandOf(Modality modality) => modality switch
    {
        Modality.Ecg => new PassBand(5, 15),
        Modality.Bvp => new PassBand(0.5, 8),
        Modality.Eda => new PassBand(null, 3),
        _ => null,
    };

    /// <summary>Whether the filter would change nothing: a low-pass at or above the Nyquist frequency.</summary>
    public static bool IsNeedless(PassBand band, int samplingRateHz) => band.LowHz is null && 2 * band.HighHz >= samplingRateHz;

    /// <summary>The filter for a band at a sampling rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The band reaches the Nyquist frequency.</exception>
    public static SecondOrderSections Design(PassBand band, int samplingRateHz) => band.LowHz is { } low
        ? ButterworthDesign.BandPass(Order, low, band.HighHz, samplingRateHz)
        : ButterworthDesign.LowPass(Order, band.HighHz, samplingRateHz);
}
