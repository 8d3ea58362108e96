namespace AttX.Signals.Filtering;

/// <summary>
/// Filters forwards, then backwards: no delay at any frequency, and the magnitude response squared. Equal to
/// <c>scipy.signal.sosfiltfilt</c> with its default odd padding. Needs the whole signal; live use has
/// <see cref="CausalFilter"/>. Immutable and thread-safe.
/// </summary>
public sealed class ZeroPhaseFilter
{
    private readonly SecondOrderSections _sections;
    private readonly double[] _steadyState;

    /// <summary>Creates the filter that applies these sections twice.</summary>
    public ZeroPhaseFilter(SecondOrderSections sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        _sections = sections;
        _steadyState = sections.SteadyState();
        int zeroB2 = 0, zeroA2 = 0;
        foreach (Biquad s in sections.AsSpan())
        {
            zeroB2 += s.B2 == 0 ? 1 : 0;
            zeroA2 += s.A2 == 0 ? 1 : 0;
        }

        PaddingSamples = 3 * (2 * sections.Count + 1 - Math.Min(zeroB2, zeroA2));
    }

    /// <summary>Number of samples added at both ends, point-reflected about the end values.</summary>
    public int PaddingSamples { get; }

    /// <summary>Length of the shortest signal that can be extended by this padding.</summary>
    public int MinimumSamples => PaddingSamples + 1;

    /// <summary>Filters a signal; the result has the same length.</summary>
    /// <exception cref="ArgumentException">The signal is shorter than <see cref="MinimumSamples"/>.</exception>
    public double[] Apply(ReadOnlySpan<double> signal)
    {
        double[] filtered = GC.AllocateUninitializedArray<double>(signal.Length);
        Apply(signal, filtered);
        return filtered;
    }

    /// <summary>Filters into <paramref name="filtered"/>, which has the signal's length and may be the signal itself.</summary>
    /// <exception cref="ArgumentException">
    /// The signal is shorter than <see cref="MinimumSamples"/>, or the lengths differ, or the spans overlap in part.
    /// </exception>
    public unsafe void Apply(ReadOnlySpan<double> signal, Span<double> filtered)
    {
        Check(signal, filtered);
        double[] left = LeftPadding(signal), right = RightPadding(signal);
        double[] state = Scaled(left[0]);
        BiquadCascade.RunReference(_sections, left, left, state);
        fixed (double* source = signal, destination = filtered)
        {
            BiquadCascade.Run(_sections, source, destination, signal.Length, +1, state);
            BiquadCascade.RunReference(_sections, right, right, state);
            right.AsSpan().Reverse();
            state = Scaled(right[0]);
            BiquadCascade.RunReference(_sections, right, right, state);
            double* last = destination + signal.Length - 1;
            BiquadCascade.Run(_sections, last, last, signal.Length, -1, state);
        }
    }

    /// <summary>Obviously correct. Never optimised: the tests trust it.</summary>
    internal double[] ApplyReference(ReadOnlySpan<double> signal)
    {
        Check(signal, new double[signal.Length]);
        double[] extended = [.. LeftPadding(signal), .. signal, .. RightPadding(signal)];
        BiquadCascade.RunReference(_sections, extended, extended, Scaled(extended[0]));
        Array.Reverse(extended);
        BiquadCascade.RunReference(_sections, extended, extended, Scaled(extended[0]));
        Array.Reverse(extended);
        return extended[PaddingSamples..^PaddingSamples];
    }

    /// <summary>Computes the padding before the signal: 2 x[0] - x[p], …, 2 x[0] - x[1].</summary>
    private double[] LeftPadding(ReadOnlySpan<double> signal)
    {
        double[] padding = new double[PaddingSamples];
        for (int i = 0; i < padding.Length; i++)
            padding[i] = 2 * signal[0] - signal[padding.Length - i];
        return padding;
    }

    /// <summary>Computes the padding after the signal: 2 x[n-1] - x[n-2], …, 2 x[n-1] - x[n-1-p].</summary>
    private double[] RightPadding(ReadOnlySpan<double> signal)
    {
        double[] padding = new double[PaddingSamples];
        for (int i = 0; i < padding.Length; i++)
            padding[i] = 2 * signal[^1] - signal[signal.Length - 2 - i];
        return padding;
    }

    /// <summary>Computes the steady state for a constant input of <paramref name="value"/>.</summary>
    private double[] Scaled(double value) => Array.ConvertAll(_steadyState, z => z * value);

    private void Check(ReadOnlySpan<double> signal, Span<double> filtered)
    {
        if (signal.Length < MinimumSamples)
            throw new ArgumentException(
                $"A zero-phase filter of {_sections.Count} sections needs at least {MinimumSamples} samples, got {signal.Length}.",
                nameof(signal));
        if (filtered.Length != signal.Length)
            throw new ArgumentException($"The output has {filtered.Length} samples, the signal {signal.Length}.", nameof(filtered));
        if (signal.Overlaps(filtered, out int offset) && offset != 0)
            throw new ArgumentException("The output overlaps the signal in part.", nameof(filtered));
    }
}
