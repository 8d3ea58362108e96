using AttX.Signals.Features.Measures;
using AttX.Signals.Modalities;

namespace AttX.Signals.Features;

/// <summary>Level and course of the skin's temperature.</summary>
internal static class TemperatureFeatures
{
    private const double LeastRateHz = 4;
    private const string Schmidt = "Schmidt et al. 2018";

    private static readonly FeatureRow<Window>[] s_rows =
    [
        new("mean", "°C", "Mean", Schmidt, w => Descriptive.Mean(w.Samples)),
        new("sd", "°C", "Sample standard deviation", Schmidt, w => Descriptive.Deviation(w.Samples)),
        new("min", "°C", "Minimum", Schmidt, w => Descriptive.Minimum(w.Samples)),
        new("max", "°C", "Maximum", Schmidt, w => Descriptive.Maximum(w.Samples)),
        new("range", "°C", "Maximum less minimum", Schmidt, w => Descriptive.Maximum(w.Samples) - Descriptive.Minimum(w.Samples)),
        new("slope", "°C/s", "Slope of the least-squares line over time", Schmidt, w => Descriptive.Slope(w.Samples, w.RateHz)),
    ];

    /// <summary>The features.</summary>
    public static IFeatureGroup Group { get; } = new FeatureGroup<Window>(Modality.Temperature, Prepare, s_rows);

    private static Func<double, double, Window?>? Prepare(Channel channel, FeatureOptions options) =>
        ConditionedSignal.Of(channel, Modality.Temperature.Info().Band, LeastRateHz) is { } signal
            ? (start, length) => new Window(signal, start, length) : null;

    private sealed class Window(ConditionedSignal signal, double start, double length)
    {
        public ReadOnlySpan<double> Samples => signal.Part(start, length);

        public double RateHz => signal.RateHz;
    }
}
