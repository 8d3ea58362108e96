using AttX.Signals.Features.Heart;
using AttX.Signals.Features.Measures;
using AttX.Signals.Modalities;

namespace AttX.Signals.Features;

/// <summary>Heart rate and its variability, of an ECG or a BVP.</summary>
internal static class HeartFeatures
{
    private const string TaskForce = "Task Force 1996", Schmidt = "Schmidt et al. 2018";

    private static readonly FeatureRow<Window>[] s_rows =
    [
        new("hr_mean", "1/min", "Mean of 60 s / interval over the intervals between beats", Schmidt, w => Descriptive.Mean(w.Rates)),
        new("hr_sd", "1/min", "Sample standard deviation of 60 s / interval", Schmidt, w => Descriptive.Deviation(w.Rates)),
        new("nn_mean", "ms", "Mean interval between beats", Schmidt, w => Descriptive.Mean(w.Milliseconds)),
        new("sdnn", "ms", "Sample standard deviation of the intervals", TaskForce, w => Descriptive.Deviation(w.Milliseconds)),
        new("rmssd", "ms", "Root mean square of the differences between successive intervals", TaskForce, w => w.RootMeanSquare),
        new("nn50", "1", "Number of differences between successive intervals of more than 50 ms", TaskForce, w => w.Over50),
        new("pnn50", "%", "Share of differences between successive intervals that are more than 50 ms", TaskForce, w => 100 * w.Over50 / w.Differences.Length),
        new("tinn", "ms", "Base width of the triangle that fits the histogram of the intervals (bins of 1/128 s) best", TaskForce,
            w => 1000 * TriangularInterpolation.BaseWidth(w.Series.Seconds)),
        new("sd1", "ms", "Sample standard deviation of (next - this interval) / √2: the short axis of the Poincaré plot", "Brennan et al. 2001", w => w.Poincare(-1)),
        new("sd2", "ms", "Sample standard deviation of (next + this interval) / √2: the long axis of the Poincaré plot", "Brennan et al. 2001", w => w.Poincare(+1)),
        new("ulf", "ms²", "Lomb–Scargle power of the intervals in [0.01, 0.04) Hz", Schmidt, w => w.Power(0.01, 0.04)),
        new("lf", "ms²", "Lomb–Scargle power of the intervals in [0.04, 0.15) Hz", TaskForce, w => w.Power(0.04, 0.15)),
        new("hf", "ms²", "Lomb–Scargle power of the intervals in [0.15, 0.4) Hz", TaskForce, w => w.Power(0.15, 0.4)),
        new("uhf", "ms²", "Lomb–Scargle power of the intervals in [0.4, 1) Hz", Schmidt, w => w.Power(0.4, 1)),
        new("lf_hf", "1", "LF / HF", TaskForce, w => w.Power(0.04, 0.15) / w.Power(0.15, 0.4)),
        new("lf_norm", "1", "LF / (LF + HF)", TaskForce, w => w.Power(0.04, 0.15) / (w.Power(0.04, 0.15) + w.Power(0.15, 0.4))),
        new("hf_norm", "1", "HF / (LF + HF)", TaskForce, w => w.Power(0.15, 0.4) / (w.Power(0.04, 0.15) + w.Power(0.15, 0.4))),
        new("corrected", "%", "Share of the intervals that were corrected", "AttX", w => 100.0 * w.Series.Corrected / w.Series.Seconds.Length),
    ];

    /// <summary>Returns the features of a cardiac modality.</summary>
    public static IFeatureGroup Of(Modality modality) => new FeatureGroup<Window>(modality, Prepare, s_rows);

    private static Func<double, double, Window?>? Prepare(Channel channel, FeatureOptions options)
    {
        if (!channel.Modality.Info().Band.FitsRate(channel.SamplingRateHz))
            return null;
        var intervals = new BeatIntervals(BeatDetector.DetectWhole(channel));
        return (start, length) => intervals.Within(start, length) is var series
            && series.Seconds.Length >= Window.LeastIntervals && series.KeptSeconds >= length / 2 ? new Window(series) : null;
    }

    /// <summary>The intervals of one window; at least half of its time must be in intervals that needed no correction.</summary>
    private sealed class Window(IntervalSeries series)
    {
        public const int LeastIntervals = 3;

        private const double HighestHz = 1;
        private double[]? _spectrum;

        public IntervalSeries Series => series;

        public double[] Milliseconds { get; } = Array.ConvertAll(series.Seconds, s => 1000 * s);

        public double[] Rates { get; } = Array.ConvertAll(series.Seconds, s => 60 / s);

        public double[] Differences { get; } = [.. series.Seconds.Zip(series.Seconds.Skip(1), (a, b) => 1000 * (b - a))];

        public double RootMeanSquare => Math.Sqrt(Differences.Sum(d => d * d) / Differences.Length);

        public double Over50 => Differences.Count(d => Math.Abs(d) > 50);

        private double Span { get; } = series.Seconds.Sum();

        public double Poincare(int sign) =>
            Descriptive.Deviation([.. Milliseconds.Zip(Milliseconds.Skip(1), (a, b) => (b + sign * a) / Math.Sqrt(2))]);

        /// <summary>Sums the power at the frequencies k / span within a band; NaN of fewer than two, as they do not carry it.</summary>
        public double Power(double fromHz, double belowHz)
        {
            _spectrum ??= LombScargle.Power(series.Times, Milliseconds, Span, (int)(HighestHz * Span));
            int first = (int)Math.Ceiling(fromHz * Span), end = Math.Min((int)Math.Ceiling(belowHz * Span), _spectrum.Length + 1);
            return end - first < 2 ? double.NaN : _spectrum[(first - 1)..(end - 1)].Sum();
        }
    }
}
