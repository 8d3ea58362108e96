namespace AttX.Signals.Filtering;

/// <summary>
/// Filters a signal as it arrives, in chunks of any size: the output does not depend on where the chunks are cut. Equal to
/// <c>scipy.signal.sosfilt</c>. It delays the signal; <see cref="ZeroPhaseFilter"/> does not, but needs the whole signal.
/// One instance serves one stream, on one thread at a time.
/// </summary>
public sealed class CausalFilter
{
    private readonly SecondOrderSections _sections;
    private readonly double[] _state;

    /// <summary>Creates a filter at rest: as if the signal had always been 0.</summary>
    public CausalFilter(SecondOrderSections sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        _sections = sections;
        _state = new double[2 * sections.Count];
    }

    /// <summary>z₁ and z₂ of each section (transposed direct form II): SciPy's <c>zi</c> and <c>zf</c>, flattened.</summary>
    public ReadOnlySpan<double> State => _state;

    /// <summary>Returns to rest.</summary>
    public void Reset() => Array.Clear(_state);

    /// <summary>Settles as if the signal had always had this value: without a step. SciPy's <c>zi=sosfilt_zi(sos)*value</c>.</summary>
    public void Settle(double value)
    {
        double[] steady = _sections.SteadyState();
        for (int i = 0; i < steady.Length; i++)
            _state[i] = steady[i] * value;
    }

    /// <summary>Restores a saved state.</summary>
    /// <exception cref="ArgumentException">The state is of a filter with another number of sections.</exception>
    public void Restore(ReadOnlySpan<double> state)
    {
        if (state.Length != _state.Length)
            throw new ArgumentException($"The state has {state.Length} values, the filter {_state.Length}.", nameof(state));
        state.CopyTo(_state);
    }

    /// <summary>Filters the next chunk into <paramref name="filtered"/>, which may be the chunk itself.</summary>
    /// <exception cref="ArgumentException">The output is shorter than the chunk.</exception>
    public void Process(ReadOnlySpan<double> chunk, Span<double> filtered)
    {
        if (filtered.Length < chunk.Length)
            throw new ArgumentException($"The output has {filtered.Length} samples, the chunk {chunk.Length}.", nameof(filtered));
        BiquadCascade.RunReference(_sections, chunk, filtered, _state);
    }
}
