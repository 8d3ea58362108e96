using System.Numerics;
using AttX.Signals.Features.Measures;
using AttX.Signals.Filtering;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Signals.Features;

/// <summary>Tension of a muscle by its EMG: amplitude, spectrum, and peaks.</summary>
/// <remarks>
/// The signal is high-passed at the lower edge of the modality's band. The upper edge is left out, as the spectrum reaches to 350 Hz;
/// the peaks are those below 50 Hz, as in the source.
/// </remarks>
internal static class MuscleFeatures
{
    private const double PeakHz = 50, BandHz = 50;
    private const int Bands = 7;
    private const string Schmidt = "Schmidt et al. 2018";

    /// <summary>The features.</summary>
    public static IFeatureGroup Group { get; } = new FeatureGroup<Window>(Modality.Emg, Prepare,
    [
        new("mean", "mV", "Mean", Schmidt, w => Descriptive.Mean(w.Samples)),
        new("sd", "mV", "Sample standard deviation", Schmidt, w => Descriptive.Deviation(w.Samples)),
        new("range", "mV", "Maximum less minimum", Schmidt, w => Descriptive.Maximum(w.Samples) - Descriptive.Minimum(w.Samples)),
        new("integral", "mV s", "Integral over time of the absolute value", Schmidt, w => Descriptive.AbsoluteIntegral(w.Samples, w.RateHz)),
        new("median", "mV", "Median", Schmidt, w => Descriptive.Percentile(w.Sorted, 50)),
        new("p10", "mV", "10th percentile", Schmidt, w => Descriptive.Percentile(w.Sorted, 10)),
        new("p90", "mV", "90th percentile", Schmidt, w => Descriptive.Percentile(w.Sorted, 90)),
        new("frequency_mean", "Hz", "Mean frequency, weighted by power", Schmidt, w => w.MeanFrequency),
        new("frequency_median", "Hz", "Frequency below which half of the power is", Schmidt, w => w.MedianFrequency),
        new("frequency_peak", "Hz", "Frequency of the largest power", Schmidt, w => w.PeakFrequency),
        .. Enumerable.Range(0, Bands).Select(band => new FeatureRow<Window>($"power_{band * BandHz:0}", "mV²",
            $"Power in [{band * BandHz:0}, {(band + 1) * BandHz:0}) Hz (Welch: Hann windows of about 1 s, half overlapping)", Schmidt, w => w.Power(band))),
        new("peaks", "1", "Number of peaks below 50 Hz: turns by the standard deviation or more", Schmidt, w => w.Peaks.Length),
        new("peak_mean", "mV", "Mean height of the peaks", Schmidt, w => Descriptive.Mean(w.Peaks)),
        new("peak_sd", "mV", "Sample standard deviation of the peaks' heights", Schmidt, w => Descriptive.Deviation(w.Peaks)),
        new("peak_sum", "mV", "Sum of the peaks' heights", Schmidt, w => w.Peaks.Sum()),
        new("peak_rate", "mV/s", "Sum of the peaks' heights per second", Schmidt, w => w.Peaks.Sum() * w.RateHz / w.Samples.Length),
    ]);

    private static Func<double, double, Window?>? Prepare(Channel channel, FeatureOptions options)
    {
        double low = Modality.Emg.Info().Band.LowHz!.Value;
        if (2 * low >= channel.SamplingRateHz
            || ConditionedSignal.Of(channel, ButterworthDesign.HighPass(PaperFilters.Order, low, channel.SamplingRateHz)) is not { } signal)
            return null;
        ConditionedSignal slow = signal.LowPass(PaperFilters.Order, PeakHz);
        return (start, length) => new Window(signal, slow, start, length);
    }

    private sealed class Window(ConditionedSignal signal, ConditionedSignal slow, double start, double length)
    {
        private readonly int _segment = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(signal.RateHz));
        private double[]? _sorted, _density, _peaks;

        public double RateHz => signal.RateHz;

        public ReadOnlySpan<double> Samples => signal.Part(start, length);

        public double[] Sorted => _sorted ??= [.. Samples.ToArray().Order()];

        public double MeanFrequency => Density.Select((p, k) => p * k).Sum() / Density.Sum() * StepHz;

        public double MedianFrequency
        {
            get
            {
                double half = Density.Sum() / 2, sum = 0;
                return half > 0 ? Density.TakeWhile(p => (sum += p) < half).Count() * StepHz : double.NaN;
            }
        }

        public double PeakFrequency => Density.Max() > 0 ? Array.IndexOf(Density, Density.Max()) * StepHz : double.NaN;

        /// <summary>Heights of the peaks of the signal below 50 Hz.</summary>
        public double[] Peaks => _peaks ??= FindPeaks();

        private double StepHz => signal.RateHz / _segment;

        private double[] Density => _density ??= Fourier.Welch(Samples, signal.RateHz, _segment) ?? [double.NaN];

        /// <summary>Integrates the density over one of the bands; NaN if it reaches beyond half the sampling rate.</summary>
        public double Power(int band) => (band + 1) * BandHz > signal.RateHz / 2 ? double.NaN
            : Density.Where((p, k) => double.IsNaN(p) || (k * StepHz >= band * BandHz && k * StepHz < (band + 1) * BandHz)).Sum() * StepHz;

        private double[] FindPeaks()
        {
            ReadOnlySpan<double> x = slow.Part(start, length);
            IReadOnlyList<Rise> rises = TurningPoints.Rises(x, Descriptive.Deviation(x));
            double[] heights = new double[rises.Count];
            for (int i = 0; i < heights.Length; i++)
                heights[i] = x[rises[i].Peak];
            return heights;
        }
    }
}
