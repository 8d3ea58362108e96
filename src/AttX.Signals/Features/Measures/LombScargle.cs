namespace AttX.Signals.Features.Measures;

/// <summary>Power of unevenly sampled values by frequency, without resampling (Lomb 1976; Scargle 1982).</summary>
internal static class LombScargle
{
    /// <summary>
    /// Computes the power at the frequencies k / T, k = 1, 2, …, in the square of the unit: 2/n · P(2π·k/T), where P is
    /// scipy.signal.lombscargle of the values less their mean. Of even samples it is the discrete Fourier spectrum, whose sum is the
    /// variance.
    /// </summary>
    /// <param name="times">Times in seconds.</param>
    /// <param name="values">The value at each time.</param>
    /// <param name="spanSeconds">T, the time that the values cover.</param>
    /// <param name="count">Number of frequencies.</param>
    public static double[] Power(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double spanSeconds, int count)
    {
        int n = times.Length;
        double mean = Descriptive.Mean(values), turn = 2 * Math.PI / spanSeconds;
        // The phase at each time advances by one rotation per frequency: two multiplications in place of a cosine.
        double[] cos = new double[n], sin = new double[n], stepCos = new double[n], stepSin = new double[n];
        for (int i = 0; i < n; i++)
        {
            (stepSin[i], stepCos[i]) = Math.SinCos(turn * (times[i] - times[0]));
            cos[i] = 1;
        }

        double[] power = new double[count];
        for (int k = 0; k < count; k++)
        {
            (double xc, double xs, double cc, double cs) = (0, 0, 0, 0);
            for (int i = 0; i < n; i++)
            {
                (double c, double s) = (cos[i] * stepCos[i] - sin[i] * stepSin[i], sin[i] * stepCos[i] + cos[i] * stepSin[i]);
                (cos[i], sin[i]) = (c, s);
                double x = values[i] - mean;
                xc += x * c;
                xs += x * s;
                cc += c * c;
                cs += c * s;
            }

            power[k] = 2.0 / n * At(xc, xs, cc, n - cc, cs);
        }

        return power;
    }

    /// <summary>Computes the periodogram from its sums; the shift tau makes the two parts independent.</summary>
    private static double At(double xc, double xs, double cc, double ss, double cs)
    {
        (double sinTau, double cosTau) = Math.SinCos(0.5 * Math.Atan2(2 * cs, cc - ss));
        double cross = 2 * cosTau * sinTau * cs, even = cosTau * xc + sinTau * xs, odd = cosTau * xs - sinTau * xc;
        double evenNorm = cosTau * cosTau * cc + cross + sinTau * sinTau * ss, oddNorm = cosTau * cosTau * ss - cross + sinTau * sinTau * cc;
        return 0.5 * (even * even / evenNorm + odd * odd / oddNorm);
    }
}
