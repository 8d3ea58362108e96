namespace AttX.Signals.Tests;

/// <summary>The inputs of the golden files; make_signals.py computes the same.</summary>
internal static class SyntheticSignal
{
    /// <summary>Uniform in [-1, 1): one hash per index (splitmix64).</summary>
    public static double Noise(int index, int seed)
    {
        ulong z = unchecked(((ulong)index + 1 + (ulong)seed * 1_000_003) * 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        z ^= z >> 31;
        return (z >> 11) / Math.Pow(2, 52) - 1;
    }

    /// <summary>A slow drift about a level, a pulse-like oscillation, and noise.</summary>
    public static double[] Create(int samples, double samplingRateHz, int seed, double level)
    {
        double[] x = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            double t = i / samplingRateHz;
            x[i] = level + 0.5 * Math.Sin(2 * Math.PI * 0.01 * t) + Math.Sin(2 * Math.PI * 1.2 * t)
                + 0.3 * Math.Sin(2 * Math.PI * 9 * t) + 0.2 * Noise(i, seed);
        }

        return x;
    }

    /// <summary>Returns the ends whole, and every k-th sample in between: how golden outputs are kept small.</summary>
    public static double[] Thin(double[] y)
    {
        const int Keep = 1200, Ends = 400;
        if (y.Length <= Keep)
            return y;
        int step = Math.Max(1, (y.Length - 2 * Ends) / (Keep - 2 * Ends));
        return [.. y[..Ends], .. y[Ends..^Ends].Where((_, i) => i % step == 0), .. y[^Ends..]];
    }
}

/// <summary>Comparison of signals, relative to their largest magnitude.</summary>
internal static class SignalAssert
{
    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} samples, expected {expected.Length}");
        double scale = 0, worst = 0;
        int at = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            scale = Math.Max(scale, Math.Abs(expected[i]));
            double difference = Math.Abs(expected[i] - actual[i]);
            if (!(difference <= worst))
                (worst, at) = (difference, i);
        }

        Assert.True(worst <= tolerance * scale,
            $"{what}: off by {worst / scale:e2} of the largest magnitude at sample {at}, allowed {tolerance:e0}");
    }
}
