namespace AttX.Signals.Filtering;

/// <summary>One second-order section, H(z) = (B0 + B1 z⁻¹ + B2 z⁻²) / (1 + A1 z⁻¹ + A2 z⁻²).</summary>
/// <param name="B0">Numerator, current sample.</param>
/// <param name="B1">Numerator, one sample back.</param>
/// <param name="B2">Numerator, two samples back.</param>
/// <param name="A1">Denominator, one sample back.</param>
/// <param name="A2">Denominator, two samples back.</param>
public readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>Identity section.</summary>
    public static Biquad Identity { get; } = new(1, 0, 0, 0, 0);

    /// <summary>H(1), the gain of a constant input.</summary>
    public double GainAtZeroFrequency => (B0 + B1 + B2) / (1 + A1 + A2);

    /// <summary>Magnitude of the slowest-decaying pole; below 1 for a stable section.</summary>
    public double PoleRadius
    {
        get
        {
            double quarter = A1 * A1 / 4 - A2;
            return quarter < 0 ? Math.Sqrt(A2) : Math.Abs(A1 / 2) + Math.Sqrt(quarter);
        }
    }
}

/// <summary>A digital filter as a cascade of second-order sections: SciPy's <c>output='sos'</c>, with a0 = 1. Immutable.</summary>
public sealed class SecondOrderSections
{
    private readonly Biquad[] _sections;

    /// <summary>Creates the cascade of these sections, in the order in which a sample passes them.</summary>
    /// <exception cref="ArgumentException">No section, a coefficient that is not finite, or an unstable section.</exception>
    public SecondOrderSections(ReadOnlySpan<Biquad> sections)
    {
        if (sections.IsEmpty)
            throw new ArgumentException("A filter needs at least one section.", nameof(sections));
        foreach (Biquad s in sections)
            if (!double.IsFinite(s.B0 + s.B1 + s.B2 + s.A1 + s.A2) || !(s.PoleRadius < 1))
                throw new ArgumentException($"Not a stable section: {s}.", nameof(sections));
        _sections = sections.ToArray();
    }

    /// <summary>Number of sections.</summary>
    public int Count => _sections.Length;

    /// <summary>The section at <paramref name="index"/>, in the order in which a sample passes them.</summary>
    public Biquad this[int index] => _sections[index];

    /// <summary>The sections, in order.</summary>
    public ReadOnlySpan<Biquad> AsSpan() => _sections;

    /// <summary>
    /// Computes the steady state for a constant input of 1 (z₁, z₂ of each section, transposed direct form II):
    /// scipy.signal.sosfilt_zi.
    /// </summary>
    public double[] SteadyState()
    {
        double[] state = new double[2 * Count];
        double input = 1;
        for (int i = 0; i < Count; i++)
        {
            Biquad s = _sections[i];
            double output = input * s.GainAtZeroFrequency;
            state[2 * i] = output - s.B0 * input;
            state[2 * i + 1] = s.B2 * input - s.A2 * output;
            input = output;
        }

        return state;
    }

    /// <summary>
    /// Samples after which the filter has forgotten its state to less than 1e-26 of it, an allowance for the
    /// polynomial factors of a cascade within double precision.
    /// </summary>
    public long MemorySamples()
    {
        double radius = 0;
        foreach (Biquad s in _sections)
            radius = Math.Max(radius, s.PoleRadius);
        double samples = radius == 0 ? 0 : Math.Ceiling(60 / -Math.Log(radius));
        return (long)Math.Min(samples, long.MaxValue / 64) + 2 * Count;
    }
}
