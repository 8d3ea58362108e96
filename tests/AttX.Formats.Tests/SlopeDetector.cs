using AttX.Signals;

namespace AttX.Formats.Tests;

/// <summary>
/// A beat detector of another kind than ours, after Pan and Tompkins (1985): peaks of the smoothed squared slope above a fifth of what is usual around
/// them. It shares no code with <see cref="AttX.Signals.Features.Heart.BeatDetector"/>, not even its filters.
/// </summary>
internal static class SlopeDetector
{
    public static double[] Detect(Channel ecg)
    {
        double[] x = ecg.Samples;
        int rate = ecg.SamplingRateHz, refractory = (int)(0.3 * rate), reach = (int)(0.1 * rate);
        double[] fast = [.. Smooth(x, (int)(0.02 * rate)).Zip(Smooth(x, (int)(0.2 * rate)), (a, b) => a - b)];
        double[] energy = Smooth([0, .. fast.Skip(1).Zip(fast, (next, last) => (next - last) * (next - last))], (int)(0.15 * rate));
        double[] largest = [.. energy.Chunk(2 * rate).Select(part => part.Max())];
        List<int> peaks = [];
        for (int i = 1; i < energy.Length - 1; i++)
        {
            if (energy[i] < energy[i - 1] || energy[i] <= energy[i + 1] || energy[i] < 0.2 * Usual(largest, i / (2 * rate)))
                continue;
            if (peaks.Count == 0 || i - peaks[^1] >= refractory)
                peaks.Add(i);
            else if (energy[i] > energy[peaks[^1]])
                peaks[^1] = i;
        }

        return [.. peaks.Select(peak => Enumerable.Range(peak - reach, 2 * reach).Where(i => i >= 0 && i < x.Length).MaxBy(i => Math.Abs(fast[i])) / (double)rate)];
    }

    private static double Usual(double[] largest, int block)
    {
        double[] around = [.. largest[Math.Max(0, block - 7)..Math.Min(largest.Length, block + 8)].Order()];
        return around[around.Length / 2];
    }

    /// <summary>Averages over so many samples on either side.</summary>
    private static double[] Smooth(double[] x, int width)
    {
        double[] sums = [0, .. x.Select(new Running().Add)];
        return [.. x.Select((_, i) => (Low: Math.Max(0, i - width / 2), High: Math.Min(x.Length, i + width / 2 + 1))).Select(r => (sums[r.High] - sums[r.Low]) / (r.High - r.Low))];
    }

    private sealed class Running
    {
        private double _sum;

        public double Add(double value) => _sum += value;
    }
}
