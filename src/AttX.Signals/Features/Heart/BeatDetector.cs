using System.Buffers;
using AttX.Signals.Features.Measures;
using AttX.Signals.Modalities;

namespace AttX.Signals.Features.Heart;

/// <summary>Detects heart beats in an ECG (R waves) or a BVP (systolic peaks) by two moving averages (Elgendi 2010 and 2013).</summary>
/// <remarks>
/// The band-passed signal is squared (BVP: only what is above 0). A beat is where its mean over the duration of a QRS complex or a systolic peak
/// exceeds its mean over a beat by an offset; its moment is the extreme there, interpolated by a parabola. Published is an offset of a share of the mean
/// energy of the whole signal, which one burst of movement can multiply; here it is the median of the means over 10 s.
/// </remarks>
public static class BeatDetector
{
    private const double RefractorySeconds = 0.3, BlockSeconds = 10;

    /// <summary>Detects the beats of a whole channel.</summary>
    /// <param name="channel">An ECG or BVP, in its unit; gaps are bridged and hold no beats.</param>
    /// <returns>Times in seconds from the first sample, in order; none where the signal is too short, too slow or constant.</returns>
    /// <exception cref="ArgumentException">The modality shows no beats.</exception>
    public static double[] Detect(Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (!channel.Modality.Info().IsCardiac)
            throw new ArgumentException($"{channel.Name} shows no heart beats.", nameof(channel));
        return ConditionedSignal.Of(channel, channel.Modality.Info().Band) is { } signal
            ? Detect(signal, channel.Modality == Modality.Ecg ? BeatShape.Ecg : BeatShape.Bvp) : [];
    }

    private static double[] Detect(ConditionedSignal signal, BeatShape shape)
    {
        double[] x = signal.Samples;
        // Pooled: touching fresh memory would cost as much as filtering.
        double[] sums = ArrayPool<double>.Shared.Rent(x.Length + 1);
        SumEnergy(x, shape.EitherSign, sums);
        double offset = shape.Offset * TypicalEnergy(sums.AsSpan(0, x.Length + 1), (int)(BlockSeconds * signal.RateHz));
        List<(int Start, int End)> blocks = offset > 0
            ? Blocks(sums.AsSpan(0, x.Length + 1), Half(shape.EventSeconds, signal.RateHz), Half(shape.BeatSeconds, signal.RateHz), offset) : [];
        ArrayPool<double>.Shared.Return(sums);
        int sign = shape.EitherSign && blocks.Sum(block => Lean(x.AsSpan(block.Start..block.End))) < 0 ? -1 : 1;
        List<int> peaks = [];
        foreach ((int start, int end) in blocks)
        {
            int peak = ArgMax(x, start, end, sign);
            if (peaks.Count == 0 || peak - peaks[^1] >= RefractorySeconds * signal.RateHz)
                peaks.Add(peak);
            else if (sign * x[peak] > sign * x[peaks[^1]])
                peaks[^1] = peak;
        }

        return [.. peaks.Select(peak => (peak + Vertex(x, peak)) / signal.RateHz)];
    }

    /// <summary>Computes the energy before each sample; a mean over any stretch is then a difference.</summary>
    private static void SumEnergy(double[] x, bool eitherSign, double[] sums)
    {
        double sum = sums[0] = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double counted = eitherSign || x[i] > 0 ? x[i] : 0;
            sums[i + 1] = sum += counted * counted;
        }
    }

    /// <summary>Returns the median of the mean energies of blocks; what is left over at the end counts only if it is all.</summary>
    private static double TypicalEnergy(ReadOnlySpan<double> sums, int block)
    {
        int samples = sums.Length - 1;
        double[] means = new double[Math.Max(1, samples / block)];
        for (int i = 0; i < means.Length; i++)
        {
            int end = Math.Min(samples, (i + 1) * block);
            means[i] = (sums[end] - sums[i * block]) / (end - i * block);
        }

        Array.Sort(means);
        return Descriptive.Percentile(means, 50);
    }

    /// <summary>Finds the blocks, at least as long as an event, where the mean about a sample over an event exceeds that over a beat.</summary>
    private static List<(int Start, int End)> Blocks(ReadOnlySpan<double> sums, int eventHalf, int beatHalf, double offset)
    {
        List<(int, int)> blocks = [];
        int samples = sums.Length - 1, start = -1;
        double eventScale = 1.0 / (2 * eventHalf + 1), beatScale = 1.0 / (2 * beatHalf + 1);
        for (int i = 0; i < samples; i++)
        {
            double events = sums[Math.Min(samples, i + eventHalf + 1)] - sums[Math.Max(0, i - eventHalf)];
            double beats = sums[Math.Min(samples, i + beatHalf + 1)] - sums[Math.Max(0, i - beatHalf)];
            bool inside = events * eventScale > beats * beatScale + offset;
            if (inside && start < 0)
                start = i;
            if (start >= 0 && (!inside || i == samples - 1))
            {
                if (i - start >= 2 * eventHalf + 1)
                    blocks.Add((start, i));
                start = -1;
            }
        }

        return blocks;
    }

    /// <summary>Returns above 0 where the signal reaches higher than it reaches down.</summary>
    private static double Lean(ReadOnlySpan<double> x) => Descriptive.Maximum(x) + Descriptive.Minimum(x);

    private static int Half(double seconds, double rateHz) => (int)Math.Round(seconds * rateHz / 2);

    private static int ArgMax(double[] x, int start, int end, int sign)
    {
        int at = start;
        for (int i = start + 1; i < end; i++)
            if (sign * x[i] > sign * x[at])
                at = i;
        return at;
    }

    /// <summary>Returns the vertex of the parabola through a peak and its neighbours, in samples from the peak.</summary>
    private static double Vertex(double[] x, int peak)
    {
        if (peak == 0 || peak == x.Length - 1)
            return 0;
        double before = x[peak - 1], after = x[peak + 1], bend = before - 2 * x[peak] + after;
        return bend == 0 ? 0 : Math.Clamp(0.5 * (before - after) / bend, -0.5, 0.5);
    }

    /// <summary>Durations and offset published for a modality.</summary>
    private sealed record BeatShape(double EventSeconds, double BeatSeconds, double Offset, bool EitherSign)
    {
        public static BeatShape Ecg { get; } = new(0.097, 0.611, 0.08, EitherSign: true);

        public static BeatShape Bvp { get; } = new(0.111, 0.667, 0.02, EitherSign: false);
    }
}
