using AttX.Signals.Filtering;
using AttX.Signals.Modalities;

namespace AttX.Signals.Preprocessing;

/// <summary>
/// The paper's filters: Butterworth, with the pass bands of <see cref="ModalityTable"/>. The order (4) is ours, the paper prints none.
/// </summary>
public static class PaperFilters
{
    /// <summary>The designs' order; a band-pass has twice that.</summary>
    public const int Order = 4;

    /// <summary>The filter for a band at a sampling rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The band reaches the Nyquist frequency.</exception>
    public static SecondOrderSections Design(PassBand band, int samplingRateHz) => band.LowHz is { } low
        ? ButterworthDesign.BandPass(Order, low, band.HighHz, samplingRateHz)
        : ButterworthDesign.LowPass(Order, band.HighHz, samplingRateHz);
}
