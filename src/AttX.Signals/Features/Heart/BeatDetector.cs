using System.Buffers;
using System.Numerics;
using AttX.Signals.Features.Measures;
using AttX.Signals.Filtering;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;
using AttX.Signals.Quality;

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
        return DetectWhole(MissingValues.Bridge(channel));
    }

    /// <summary>Detects the beats of a channel without missing samples.</summary>
    internal static double[] DetectWhole(Channel channel)
    {
        PassBand band = channel.Modality.Info().Band;
        if (!band.FitsRate(channel.SamplingRateHz))
            return [];
        var filter = new ZeroPhaseFilter(PaperFilters.Design(band, channel.SamplingRateHz));
        if (channel.Length < filter.MinimumSamples)
            return [];
        // Pooled: touching fresh memory would cost as much as filtering.
        double[] filtered = ArrayPool<double>.Shared.Rent(channel.Length), sums = ArrayPool<double>.Shared.Rent(channel.Length + 1);
        Span<double> signal = filtered.AsSpan(0, channel.Length);
        filter.Apply(channel.Samples, signal);
        double[] beats = Detect(signal, sums.AsSpan(0, channel.Length + 1), channel.SamplingRateHz, channel.Modality == Modality.Ecg ? BeatShape.Ecg : BeatShape.Bvp);
        ArrayPool<double>.Shared.Return(filtered);
        ArrayPool<double>.Shared.Return(sums);
        return beats;
    }

    private static double[] Detect(ReadOnlySpan<double> x, Span<double> sums, double rateHz, BeatShape shape)
    {
        SumEnergy(x, shape.EitherSign ? double.NegativeInfinity : 0, sums);
        double offset = shape.Offset * TypicalEnergy(sums, (int)(BlockSeconds * rateHz));
        if (!(offset > 0))
            return [];
        List<(int Start, int End)> blocks = Blocks(sums, Half(shape.EventSeconds, rateHz), Half(shape.BeatSeconds, rateHz), offset);
        int sign = shape.EitherSign && Lean(x, blocks) < 0 ? -1 : 1;
        List<int> peaks = [];
        foreach ((int start, int end) in blocks)
        {
            int peak = ArgMax(x, start, end, sign);
            if (peaks.Count == 0 || peak - peaks[^1] >= RefractorySeconds * rateHz)
                peaks.Add(peak);
            else if (sign * x[peak] > sign * x[peaks[^1]])
                peaks[^1] = peak;
        }

        double[] times = new double[peaks.Count];
        for (int i = 0; i < times.Length; i++)
            times[i] = (peaks[i] + Vertex(x, peaks[i])) / rateHz;
        return times;
    }

    /// <summary>Computes the energy before each sample; a mean over any stretch is then a difference.</summary>
    private static void SumEnergy(ReadOnlySpan<double> x, double above, Span<double> sums)
    {
        double sum = sums[0] = 0;
        for (int i = 0; i < x.Length; i++)
            sums[i + 1] = sum += x[i] > above ? x[i] * x[i] : 0;
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
            if (start < 0)
                i = SkipQuiet(sums, i, (eventHalf, eventScale), (beatHalf, beatScale), offset);
            (int before, int after) = i >= beatHalf && i + beatHalf < samples ? (i - beatHalf, i + beatHalf + 1) : (Math.Max(0, i - beatHalf), Math.Min(samples, i + beatHalf + 1));
            double threshold = (sums[after] - sums[before]) * beatScale + offset;
            bool inside = (sums[Math.Min(after, i + eventHalf + 1)] - sums[Math.Max(before, i - eventHalf)]) * eventScale > threshold;
            if (inside == start >= 0 && i < samples - 1)
                continue;
            if (start >= 0 && i - start >= 2 * eventHalf + 1)
                blocks.Add((start, i));
            start = inside ? i : -1;
        }

        return blocks;
    }

    /// <summary>Skips samples outside blocks, a vector at a time; returns the first that may be inside, or that is near an end.</summary>
    private static int SkipQuiet(ReadOnlySpan<double> sums, int i, (int Half, double Scale) events, (int Half, double Scale) beats, double offset)
    {
        int width = Vector<double>.Count;
        for (; i >= beats.Half && i + beats.Half + width < sums.Length - 1; i += width)
        {
            Vector<double> inEvents = new Vector<double>(sums[(i + events.Half + 1)..]) - new Vector<double>(sums[(i - events.Half)..]);
            Vector<double> inBeats = new Vector<double>(sums[(i + beats.Half + 1)..]) - new Vector<double>(sums[(i - beats.Half)..]);
            if (Vector.GreaterThanAny(inEvents * events.Scale, inBeats * beats.Scale + new Vector<double>(offset)))
                break;
        }

        return i;
    }

    /// <summary>Returns above 0 where the signal reaches higher than it reaches down.</summary>
    private static double Lean(ReadOnlySpan<double> x, List<(int Start, int End)> blocks)
    {
        double sum = 0;
        foreach ((int start, int end) in blocks)
            sum += Descriptive.Maximum(x[start..end]) + Descriptive.Minimum(x[start..end]);
        return sum;
    }

    private static int Half(double seconds, double rateHz) => (int)Math.Round(seconds * rateHz / 2);

    private static int ArgMax(ReadOnlySpan<double> x, int start, int end, int sign)
    {
        int at = start;
        for (int i = start + 1; i < end; i++)
            if (sign * x[i] > sign * x[at])
                at = i;
        return at;
    }

    /// <summary>Returns the vertex of the parabola through a peak and its neighbours, in samples from the peak.</summary>
    private static double Vertex(ReadOnlySpan<double> x, int peak)
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
