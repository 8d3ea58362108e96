using AttX.Signals.Filtering;
using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>
/// The paper's filters: Butterworth, with the pass bands of <see cref="ModalityTable"/>. The paper states no order; 4 is our choice.
/// </summary>
public static class PaperFilters
{
    /// <summary>Order of the designs; a band-pass has twice that.</summary>
    public const int Order = 4;

    /// <summary>Designs the filter for a band at a sampling rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The band reaches the Nyquist frequency.</exception>
    public static SecondOrderSections Design(PassBand band, int samplingRateHz) => band.LowHz is { } low
        ? ButterworthDesign.BandPass(Order, low, band.HighHz, samplingRateHz)
        : ButterworthDesign.LowPass(Order, band.HighHz, samplingRateHz);
}
