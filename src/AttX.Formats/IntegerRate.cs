namespace AttX.Formats;

/// <summary>
/// Resamples a fractional rate to the nearest integer one, which <see cref="AttX.Signals.Channel"/> needs, by windowed-sinc
/// interpolation that passes an integer rate unchanged. The rates differ by half a hertz at most.
/// </summary>
internal static class IntegerRate
{
    /// <summary>The highest plausible rate.</summary>
    public const int MaxHz = 100_000;

    /// <summary>Number of samples on either side that contribute to a new one.</summary>
    private const int HalfWidth = 16;

    /// <summary>Rounds to the nearest integer rate.</summary>
    /// <exception cref="InvalidDataException">The rate is below 0.5 Hz, or implausible.</exception>
    public static int Nearest(double rateHz, string where) => rateHz is >= 0.5 and <= MaxHz
        ? (int)Math.Round(rateHz, MidpointRounding.AwayFromZero)
        : throw new InvalidDataException(FormattableString.Invariant(
            $"{where} is sampled at {rateHz} Hz; signals of 0.5 to {MaxHz} Hz can be used."));

    /// <summary>
    /// y[m] = Σ_i x[i] · h(m·from/to − i) / Σ_i h(m·from/to − i), with h the sinc under a Hann window of ±16 samples, over the samples that
    /// are present; NaN where the nearest one is missing.
    /// </summary>
    public static double[] Resample(double[] samples, double fromHz, double toHz)
    {
        if (fromHz == toHz)
            return samples;
        double step = fromHz / toHz;
        double[] result = new double[(int)Math.Floor(samples.Length / step)];
        for (int m = 0; m < result.Length; m++)
            result[m] = At(samples, m * step);
        return result;
    }

    private static double At(ReadOnlySpan<double> samples, double position)
    {
        int nearest = Math.Min((int)Math.Round(position), samples.Length - 1);
        if (!double.IsFinite(samples[nearest]))
            return double.NaN;
        int first = Math.Max(0, nearest - HalfWidth + 1), last = Math.Min(samples.Length - 1, nearest + HalfWidth - 1);
        (double sum, double weights) = (0, 0);
        for (int i = first; i <= last; i++)
        {
            if (!double.IsFinite(samples[i]))
                continue;
            double distance = position - i, weight = WindowedSinc(distance);
            (sum, weights) = (sum + samples[i] * weight, weights + weight);
        }

        return sum / weights;
    }

    private static double WindowedSinc(double x)
    {
        double angle = Math.PI * x;
        return Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle * (0.5 + 0.5 * Math.Cos(angle / HalfWidth));
    }
}
