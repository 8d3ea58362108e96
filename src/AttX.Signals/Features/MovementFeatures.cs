using AttX.Signals.Features.Measures;
using AttX.Signals.Modalities;

namespace AttX.Signals.Features;

/// <summary>Movement by the acceleration of each axis, and by its magnitude.</summary>
internal static class MovementFeatures
{
    private const double LeastRateHz = 40;
    private const string Schmidt = "Schmidt et al. 2018";

    private static readonly string[] s_axes = [.. Modality.Acceleration.Info().Axes];

    /// <summary>The features.</summary>
    public static IFeatureGroup Group { get; } = new FeatureGroup<Window>(
        Modality.Acceleration, Prepare, [.. s_axes.Index().SelectMany(axis => Rows(axis.Item, "the axis", axis.Index)), .. Rows("all", "√(x² + y² + z²)", s_axes.Length)]);

    private static FeatureRow<Window>[] Rows(string name, string what, int axis) =>
    [
        new($"{name}_mean", "g", $"Mean of {what}", Schmidt, w => Descriptive.Mean(w.Samples(axis))),
        new($"{name}_sd", "g", $"Sample standard deviation of {what}", Schmidt, w => Descriptive.Deviation(w.Samples(axis))),
        new($"{name}_integral", "g s", $"Integral over time of the absolute value of {what}", Schmidt, w => Descriptive.AbsoluteIntegral(w.Samples(axis), w.RateHz)),
        new($"{name}_peak", "Hz", $"Frequency of the largest value, above 0 Hz, of the periodogram of {what}", Schmidt, w => Fourier.PeakFrequency(w.Samples(axis), w.RateHz)),
    ];

    private static Func<double, double, Window?>? Prepare(Channel channel, FeatureOptions options)
    {
        ConditionedSignal?[] axes = [.. channel.Axes.Select((_, i) => ConditionedSignal.Of(channel.Axis(i), Modality.Acceleration.Info().Band, LeastRateHz))];
        if (axes.Length != s_axes.Length || axes is not [{ } first, { } second, { } third])
            return null;
        ConditionedSignal all = first with
        {
            Samples = [.. first.Samples.Select((x, i) => Math.Sqrt(x * x + second.Samples[i] * second.Samples[i] + third.Samples[i] * third.Samples[i]))],
        };
        return (start, length) => new Window([first, second, third, all], start, length);
    }

    /// <summary>The three axes, and the magnitude as the fourth.</summary>
    private sealed class Window(ConditionedSignal[] axes, double start, double length)
    {
        public double RateHz => axes[0].RateHz;

        public ReadOnlySpan<double> Samples(int axis) => axes[axis].Part(start, length);
    }
}
