using AttX.Signals.Features.Measures;
using AttX.Signals.Modalities;

namespace AttX.Signals.Features;

/// <summary>Rate, durations and depth of breaths.</summary>
internal static class RespirationFeatures
{
    private const double LeastRateHz = 8;

    // A sine turns by 2.8 times its median absolute deviation.
    private const double TurnShare = 0.5;

    private const string Schmidt = "Schmidt et al. 2018", Plarre = "Plarre et al. 2011";

    private static readonly FeatureRow<Breath[]>[] s_rows =
    [
        new("rate", "1/min", "60 s / mean duration of the breaths, each from trough to trough", Schmidt, w => 60 / Mean(w, b => b.End - b.Start)),
        new("inhalation_mean", "s", "Mean time from trough to peak", Schmidt, w => Mean(w, b => b.Peak - b.Start)),
        new("inhalation_sd", "s", "Sample standard deviation of the times from trough to peak", Schmidt, w => Deviation(w, b => b.Peak - b.Start)),
        new("exhalation_mean", "s", "Mean time from peak to trough", Schmidt, w => Mean(w, b => b.End - b.Peak)),
        new("exhalation_sd", "s", "Sample standard deviation of the times from peak to trough", Schmidt, w => Deviation(w, b => b.End - b.Peak)),
        new("ie_ratio", "1", "Mean inhalation / mean exhalation", Schmidt, w => Mean(w, b => b.Peak - b.Start) / Mean(w, b => b.End - b.Peak)),
        new("volume", "% s", "Mean area above the trough's level from trough to peak", Plarre, w => Mean(w, b => b.Volume)),
        new("stretch", "%", "Mean rise from trough to peak", Plarre, w => Mean(w, b => b.Stretch)),
    ];

    /// <summary>The features.</summary>
    public static IFeatureGroup Group { get; } = new FeatureGroup<Breath[]>(Modality.Respiration, Prepare, s_rows);

    private static Func<double, double, Breath[]?>? Prepare(Channel channel, FeatureOptions options)
    {
        if (ConditionedSignal.Of(channel, Modality.Respiration.Info().Band, LeastRateHz) is not { } signal)
            return null;
        double[] deviations = Array.ConvertAll(signal.Samples, Math.Abs);
        Array.Sort(deviations);
        IReadOnlyList<Rise> rises = TurningPoints.Rises(signal.Samples, TurnShare * Descriptive.Percentile(deviations, 50));
        Breath[] breaths = [.. rises.Zip(rises.Skip(1), (rise, next) => Of(signal, rise, next.Trough))];
        return (start, length) => [.. breaths.Where(b => b.Start >= start && b.End < start + length)];
    }

    private static Breath Of(ConditionedSignal signal, Rise rise, int end)
    {
        double[] x = signal.Samples;
        double area = 0;
        for (int i = rise.Trough; i < rise.Peak; i++)
            area += x[i] - x[rise.Trough];
        return new Breath(rise.Trough / signal.RateHz, rise.Peak / signal.RateHz, end / signal.RateHz, area / signal.RateHz, x[rise.Peak] - x[rise.Trough]);
    }

    private static double Mean(Breath[] breaths, Func<Breath, double> value) => Descriptive.Mean(Array.ConvertAll(breaths, b => value(b)));

    private static double Deviation(Breath[] breaths, Func<Breath, double> value) => Descriptive.Deviation(Array.ConvertAll(breaths, b => value(b)));

    /// <summary>One breath, from trough to trough, in seconds; volume in % s, stretch in %.</summary>
    private readonly record struct Breath(double Start, double Peak, double End, double Volume, double Stretch);
}
