namespace AttX.Signals.Resampling;

/// <summary>
/// Linear-phase low-pass filters by the window method: scipy.signal.firwin(2·half + 1, 1 / rate, window=('kaiser', 5.0)).
/// </summary>
internal static class KaiserLowPass
{
    private const double Beta = 5;

    /// <summary>
    /// Computes the taps of a filter with its cutoff at 1 / <paramref name="rate"/> of the Nyquist frequency that scales a constant by
    /// <paramref name="gain"/>.
    /// </summary>
    public static double[] Design(int halfLength, int rate, double gain)
    {
        double[] taps = new double[2 * halfLength + 1];
        double sum = 0;
        for (int i = 0; i < taps.Length; i++)
        {
            double t = i - halfLength, relative = t / halfLength;
            taps[i] = Sinc(t / rate) / rate * BesselI0(Beta * Math.Sqrt(1 - relative * relative));
            sum += taps[i];
        }

        for (int i = 0; i < taps.Length; i++)
            taps[i] *= gain / sum;
        return taps;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>The modified Bessel function I₀(x) = Σ_k ((x/2)^k / k!)²; the series is exact to rounding for the x up to 5 used.</summary>
    private static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (int k = 1; term > 1e-18 * sum; k++)
        {
            term *= x / 2 / k * (x / 2 / k);
            sum += term;
        }

        return sum;
    }
}
