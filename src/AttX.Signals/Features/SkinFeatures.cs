using AttX.Signals.Features.Measures;
using AttX.Signals.Features.Skin;
using AttX.Signals.Modalities;

namespace AttX.Signals.Features;

/// <summary>Level and responses of skin conductance.</summary>
internal static class SkinFeatures
{
    private const string Schmidt = "Schmidt et al. 2018", Boucsein = "Boucsein et al. 2012";

    private static readonly FeatureRow<Window>[] s_rows =
    [
        new("mean", "µS", "Mean", Schmidt, w => Descriptive.Mean(w.Level)),
        new("sd", "µS", "Sample standard deviation", Schmidt, w => Descriptive.Deviation(w.Level)),
        new("min", "µS", "Minimum", Schmidt, w => Descriptive.Minimum(w.Level)),
        new("max", "µS", "Maximum", Schmidt, w => Descriptive.Maximum(w.Level)),
        new("range", "µS", "Maximum less minimum", Schmidt, w => Descriptive.Maximum(w.Level) - Descriptive.Minimum(w.Level)),
        new("slope", "µS/s", "Slope of the least-squares line over time", Schmidt, w => Descriptive.Slope(w.Level, w.RateHz)),
        new("tonic_mean", "µS", "Mean of the tonic part", Schmidt, w => Descriptive.Mean(w.Tonic)),
        new("tonic_sd", "µS", "Sample standard deviation of the tonic part", Schmidt, w => Descriptive.Deviation(w.Tonic)),
        new("tonic_time", "1", "Correlation of the tonic part with time", Schmidt, w => Descriptive.CorrelationWithTime(w.Tonic)),
        new("phasic_mean", "µS", "Mean of the phasic part", Schmidt, w => Descriptive.Mean(w.Phasic)),
        new("phasic_sd", "µS", "Sample standard deviation of the phasic part", Schmidt, w => Descriptive.Deviation(w.Phasic)),
        new("scr_count", "1", "Number of responses: rises of the phasic part by 0.02 µS or more, whose peak is in the window", Boucsein, w => w.Responses.Length),
        new("scr_amplitude", "µS", "Mean rise of the responses from onset to peak", Boucsein, w => w.MeanOf(r => r.Amplitude)),
        new("scr_rise", "s", "Mean time of the responses from onset to peak", Boucsein, w => w.MeanOf(r => r.RiseSeconds)),
        new("scr_recovery", "s", "Mean time from peak to half of the amplitude, over the responses that fall so far before the next", Boucsein,
            w => w.MeanOf(r => r.RecoverySeconds)),
        new("scr_amplitude_sum", "µS", "Sum of the amplitudes", Schmidt, w => w.Responses.Sum(r => r.Amplitude)),
        new("scr_duration_sum", "s", "Sum of the durations, each from the onset to half recovery or to the next onset", Schmidt, w => w.Responses.Sum(r => r.DurationSeconds)),
        new("scr_area", "µS s", "Sum of the areas above the onset's level over the durations", Schmidt, w => w.Responses.Sum(r => r.Area)),
    ];

    /// <summary>The features.</summary>
    public static IFeatureGroup Group { get; } = new FeatureGroup<Window>(Modality.Eda, Prepare, s_rows);

    private static Func<double, double, Window?>? Prepare(Channel channel, FeatureOptions options) =>
        SkinSignal.OfWhole(channel, options.EdaDecomposition) is { } signal ? (start, length) => new Window(signal, start, length) : null;

    private sealed class Window(SkinSignal signal, double start, double length)
    {
        public double RateHz => signal.Level.RateHz;

        public ReadOnlySpan<double> Level => signal.Level.Part(start, length);

        public ReadOnlySpan<double> Tonic => signal.Tonic.Part(start, length);

        public ReadOnlySpan<double> Phasic => signal.Phasic.Part(start, length);

        public SkinResponse[] Responses { get; } = [.. signal.Responses.Where(r => r.PeakSeconds >= start && r.PeakSeconds < start + length)];

        public double MeanOf(Func<SkinResponse, double> value) => Descriptive.Mean([.. Responses.Select(value).Where(double.IsFinite)]);
    }
}
