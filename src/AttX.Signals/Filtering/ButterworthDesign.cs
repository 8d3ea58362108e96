using System.Numerics;

namespace AttX.Signals.Filtering;

/// <summary>
/// Digital Butterworth filters, equal to <c>scipy.signal.butter(order, …, fs=samplingRateHz, output='sos')</c>: analog
/// prototype, frequency transformation, bilinear transform with pre-warped edges, then pairing of poles and zeros.
/// </summary>
public static class ButterworthDesign
{
    // SciPy designs at a sampling rate of 2, so that 1 is the Nyquist frequency; the bilinear transform then uses 2·fs = 4.
    private const double TwiceRate = 4;

    /// <summary>Designs a low-pass filter: half the power at <paramref name="cutoffHz"/>, nearly all below.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Order below 1, or a cutoff not between 0 and half the sampling rate.</exception>
    public static SecondOrderSections LowPass(int order, double cutoffHz, double samplingRateHz)
    {
        double warped = Warp(cutoffHz, samplingRateHz);
        Complex[] poles = [.. Prototype(order).Select(p => p * warped)];
        return Digital([], poles, Math.Pow(warped, order));
    }

    /// <summary>Designs a high-pass filter: half the power at <paramref name="cutoffHz"/>, nearly all above.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Order below 1, or a cutoff not between 0 and half the sampling rate.</exception>
    public static SecondOrderSections HighPass(int order, double cutoffHz, double samplingRateHz)
    {
        double warped = Warp(cutoffHz, samplingRateHz);
        // The prototype's poles multiply to (-1)^order, so the gain stays 1.
        Complex[] poles = [.. Prototype(order).Select(p => warped / p)];
        return Digital(new Complex[order], poles, 1);
    }

    /// <summary>Designs a band-pass filter: half the power at both edges. Its order is twice <paramref name="order"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Order below 1, an edge not between 0 and half the sampling rate, or edges out of order.
    /// </exception>
    public static SecondOrderSections BandPass(int order, double lowHz, double highHz, double samplingRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lowHz, highHz);
        double low = Warp(lowHz, samplingRateHz), high = Warp(highHz, samplingRateHz);
        double width = high - low, squaredCentre = low * high;
        Complex[] half = [.. Prototype(order).Select(p => p * (width / 2))];
        Complex[] root = [.. half.Select(p => Complex.Sqrt(p * p - squaredCentre))];
        Complex[] poles = [.. half.Zip(root, (p, r) => p + r), .. half.Zip(root, (p, r) => p - r)];
        return Digital(new Complex[order], poles, Math.Pow(width, order));
    }

    /// <summary>Computes the analog low-pass prototype at 1 rad/s: poles on the left half of the unit circle.</summary>
    private static IEnumerable<Complex> Prototype(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        for (int m = -order + 1; m < order; m += 2)
            yield return m == 0 ? -Complex.One : -Complex.Exp(Complex.ImaginaryOne * (Math.PI * m / (2 * order)));
    }

    private static double Warp(double frequencyHz, double samplingRateHz)
    {
        if (!(frequencyHz > 0 && frequencyHz < samplingRateHz / 2))
            throw new ArgumentOutOfRangeException(nameof(frequencyHz), frequencyHz,
                $"A filter at {samplingRateHz} Hz takes frequencies above 0 and below {samplingRateHz / 2} Hz.");
        return TwiceRate * Math.Tan(Math.PI * (2 * frequencyHz / samplingRateHz) / 2);
    }

    /// <summary>Applies the bilinear transform z = (4 + s) / (4 - s); zeros at infinity map to the Nyquist frequency, z = -1.</summary>
    private static SecondOrderSections Digital(Complex[] zeros, Complex[] poles, double gain)
    {
        Complex ratio = Complex.One;
        foreach (Complex z in zeros) ratio *= TwiceRate - z;
        foreach (Complex p in poles) ratio /= TwiceRate - p;
        // Every zero of these filters is real: s = 0 or infinity.
        List<double> digitalZeros = [.. zeros.Select(z => ((TwiceRate + z) / (TwiceRate - z)).Real)];
        digitalZeros.AddRange(Enumerable.Repeat(-1.0, poles.Length - zeros.Length));
        return Pair(digitalZeros, [.. poles.Select(p => (TwiceRate + p) / (TwiceRate - p))], gain * ratio.Real);
    }

    /// <summary>
    /// scipy.signal.zpk2sos, pairing 'nearest': the pole closest to the unit circle takes its conjugate (or the next
    /// such real pole) and the zeros nearest to it; such sections come last; the gain goes into the first.
    /// </summary>
    private static SecondOrderSections Pair(List<double> zeros, Complex[] allPoles, double gain)
    {
        // An odd count gets a pole and a zero at the origin; only the upper pole of a conjugate pair is listed.
        List<Complex> poles = [.. allPoles.Where(p => p.Imaginary > Negligible(p)).OrderBy(p => p.Real),
            .. allPoles.Where(p => Math.Abs(p.Imaginary) <= Negligible(p)).Select(p => new Complex(p.Real, 0)).OrderBy(p => p.Real)];
        if (allPoles.Length % 2 == 1)
        {
            poles.Add(Complex.Zero);
            zeros.Add(0);
        }

        Biquad[] sections = new Biquad[zeros.Count / 2];
        for (int i = sections.Length - 1; i >= 0; i--)
        {
            Complex first = TakeWorst(poles, _ => true);
            Complex second = first.Imaginary == 0 ? TakeWorst(poles, p => p.Imaginary == 0) : Complex.Conjugate(first);
            double z1 = TakeNearest(zeros, first), z2 = TakeNearest(zeros, first);
            sections[i] = new Biquad(1, -(z1 + z2), z1 * z2, -(first + second).Real, (first * second).Real);
        }

        Biquad head = sections[0];
        sections[0] = head with { B0 = gain, B1 = head.B1 * gain, B2 = head.B2 * gain };
        return new SecondOrderSections(sections);
    }

    private static double Negligible(Complex p) => 100 * double.Epsilon + 2.2e-14 * p.Magnitude;

    private static Complex TakeWorst(List<Complex> poles, Func<Complex, bool> eligible)
    {
        Complex worst = poles.Where(eligible).MinBy(p => Math.Abs(1 - p.Magnitude));
        poles.Remove(worst);
        return worst;
    }

    private static double TakeNearest(List<double> zeros, Complex pole)
    {
        double nearest = zeros.MinBy(z => (z - pole).Magnitude);
        zeros.Remove(nearest);
        return nearest;
    }
}
