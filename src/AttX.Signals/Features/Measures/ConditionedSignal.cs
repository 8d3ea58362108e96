using System.Buffers;
using AttX.Signals.Filtering;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Signals.Features.Measures;

/// <summary>One axis of a channel in its unit, filtered without delay, and thinned to a rate that still holds the band.</summary>
/// <param name="Samples">The values; sample i was taken at i / <paramref name="RateHz"/> seconds.</param>
/// <param name="RateHz">Samples per second, fractional where the channel's rate is no multiple of it.</param>
public sealed record ConditionedSignal(double[] Samples, double RateHz)
{
    // Allows for the rounding of a start in seconds that falls on a sample.
    private const double Rounding = 1e-6;

    /// <summary>Filters one axis without missing samples. Returns null where the rate or the length does not allow the filter.</summary>
    /// <param name="axis">The channel of one axis.</param>
    /// <param name="band">The pass band.</param>
    /// <param name="leastRateHz">Every k-th sample is kept, with the largest k that leaves at least this rate.</param>
    public static ConditionedSignal? Of(Channel axis, PassBand band, double leastRateHz = double.PositiveInfinity) =>
        band.IsNeedlessAt(axis.SamplingRateHz) ? Thin(axis.Samples, axis.SamplingRateHz, leastRateHz)
        : band.FitsRate(axis.SamplingRateHz)
            ? Of(axis, PaperFilters.Design(band, axis.SamplingRateHz), leastRateHz) : null;

    /// <summary>Filters one axis by the given sections; null where it is too short.</summary>
    public static ConditionedSignal? Of(Channel axis, SecondOrderSections sections, double leastRateHz = double.PositiveInfinity)
    {
        var filter = new ZeroPhaseFilter(sections);
        if (axis.Length < filter.MinimumSamples)
            return null;
        if (Step(axis.SamplingRateHz, leastRateHz) == 1)
            return new ConditionedSignal(filter.Apply(axis.Samples), axis.SamplingRateHz);
        // Pooled: touching fresh memory would cost as much as filtering.
        double[] buffer = ArrayPool<double>.Shared.Rent(axis.Length);
        filter.Apply(axis.Samples, buffer.AsSpan(0, axis.Length));
        ConditionedSignal thinned = Thin(buffer.AsSpan(0, axis.Length), axis.SamplingRateHz, leastRateHz);
        ArrayPool<double>.Shared.Return(buffer);
        return thinned;
    }

    /// <summary>Filters the signal once more; returns it unchanged where it is too short or the rate too low.</summary>
    public ConditionedSignal LowPass(int order, double cutoffHz) => Refilter(cutoffHz, () => ButterworthDesign.LowPass(order, cutoffHz, RateHz));

    /// <summary>Removes what is slow; null where the signal is too short or the rate too low.</summary>
    public ConditionedSignal? HighPass(int order, double cutoffHz) =>
        Refilter(cutoffHz, () => ButterworthDesign.HighPass(order, cutoffHz, RateHz)) is var fast && fast != this ? fast : null;

    /// <summary>Returns the samples taken in [start, start + length).</summary>
    public ReadOnlySpan<double> Part(double startSeconds, double lengthSeconds)
    {
        int first = IndexAt(startSeconds), end = IndexAt(startSeconds + lengthSeconds);
        return Samples.AsSpan(first, end - first);
    }

    /// <summary>Returns the index of the first sample at or after a time, at most the signal's length.</summary>
    public int IndexAt(double seconds) => (int)Math.Clamp(Math.Ceiling(seconds * RateHz - Rounding), 0, Samples.Length);

    private ConditionedSignal Refilter(double cutoffHz, Func<SecondOrderSections> design)
    {
        if (2 * cutoffHz >= RateHz)
            return this;
        var filter = new ZeroPhaseFilter(design());
        return Samples.Length < filter.MinimumSamples ? this : this with { Samples = filter.Apply(Samples) };
    }

    private static int Step(int rateHz, double leastRateHz) => Math.Max(1, (int)(rateHz / leastRateHz));

    private static ConditionedSignal Thin(ReadOnlySpan<double> samples, int rateHz, double leastRateHz)
    {
        int step = Step(rateHz, leastRateHz);
        double[] kept = new double[(samples.Length + step - 1) / step];
        for (int i = 0; i < kept.Length; i++)
            kept[i] = samples[i * step];
        return new ConditionedSignal(kept, (double)rateHz / step);
    }
}
