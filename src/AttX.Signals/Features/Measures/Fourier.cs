using System.Numerics;

namespace AttX.Signals.Features.Measures;

/// <summary>Fourier transforms of power-of-two lengths, and the spectra made of them.</summary>
internal static class Fourier
{
    /// <summary>Transforms in place: X[k] = Σ_n x[n]·exp(-2πi·k·n/N) (Cooley and Tukey's radix 2).</summary>
    /// <exception cref="ArgumentException">The length is no power of two.</exception>
    public static void Transform(Span<Complex> x)
    {
        if (!BitOperations.IsPow2(x.Length))
            throw new ArgumentException($"The length must be a power of two, got {x.Length}.", nameof(x));
        for (int i = 1, j = 0; i < x.Length; i++)
        {
            int bit = x.Length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (x[i], x[j]) = (x[j], x[i]);
        }

        for (int half = 1; half < x.Length; half *= 2)
        {
            Complex[] turns = [.. Enumerable.Range(0, half).Select(k => Complex.FromPolarCoordinates(1, -Math.PI * k / half))];
            for (int start = 0; start < x.Length; start += 2 * half)
                for (int k = start; k < start + half; k++)
                {
                    Complex odd = x[k + half] * turns[k - start];
                    (x[k], x[k + half]) = (x[k] + odd, x[k] - odd);
                }
        }
    }

    /// <summary>
    /// Finds the frequency of the largest value, above 0 Hz, of the periodogram of x less its mean, padded by zeros to a power of two;
    /// NaN of a constant.
    /// </summary>
    public static double PeakFrequency(ReadOnlySpan<double> x, double rateHz)
    {
        if (!Descriptive.Varies(x))
            return double.NaN;
        Complex[] padded = new Complex[(int)BitOperations.RoundUpToPowerOf2((uint)x.Length)];
        double mean = Descriptive.Mean(x);
        for (int i = 0; i < x.Length; i++)
            padded[i] = x[i] - mean;
        Transform(padded);
        int peak = Enumerable.Range(1, padded.Length / 2).MaxBy(k => Squared(padded[k]));
        return peak * rateHz / padded.Length;
    }

    /// <summary>
    /// Estimates the one-sided power density by Welch's method: the mean periodogram of half-overlapping segments, each less its mean, under a Hann
    /// window (scipy.signal.welch). Value k is at k · rate / segment. Null where the signal is shorter than a segment.
    /// </summary>
    public static double[]? Welch(ReadOnlySpan<double> x, double rateHz, int segment)
    {
        if (x.Length < segment)
            return null;
        double[] window = [.. Enumerable.Range(0, segment).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / segment))];
        double[] density = new double[segment / 2 + 1];
        Complex[] part = new Complex[segment];
        int count = 0;
        for (int start = 0; start + segment <= x.Length; start += segment / 2, count++)
        {
            double mean = Descriptive.Mean(x.Slice(start, segment));
            for (int i = 0; i < segment; i++)
                part[i] = (x[start + i] - mean) * window[i];
            Transform(part);
            for (int k = 0; k < density.Length; k++)
                density[k] += Squared(part[k]);
        }

        double scale = 1 / (rateHz * window.Sum(w => w * w) * count);
        for (int k = 0; k < density.Length; k++)
            density[k] *= k == 0 || k == segment / 2 ? scale : 2 * scale;
        return density;
    }

    private static double Squared(Complex z) => z.Real * z.Real + z.Imaginary * z.Imaginary;
}
