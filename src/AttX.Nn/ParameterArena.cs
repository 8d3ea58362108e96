namespace AttX.Nn;

/// <summary>
/// All parameters of a network in one block of memory, so that an optimizer is one flat loop. Running statistics are stored among
/// the weights: their gradients stay 0, and Adam does not change a value whose gradient is always 0.
/// </summary>
public sealed class ParameterArena
{
    private readonly List<Parameter> _parameters = [];
    private AlignedBuffer? _values;
    private AlignedBuffer? _gradients;
    private int _length;

    /// <summary>The parameters, in the order they were added.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    internal AlignedBuffer Values => _values ?? throw new InvalidOperationException("The arena is not allocated yet.");

    /// <summary>Gradients, allocated on first use: a network that only predicts has none.</summary>
    internal AlignedBuffer Gradients => _gradients ??= new AlignedBuffer(_length);

    /// <summary>Registers a parameter. Must precede <see cref="Initialize"/>.</summary>
    /// <exception cref="InsufficientMemoryException">The parameters do not fit one buffer.</exception>
    public Parameter Add(string name, int[] shape, Initialization initialization)
    {
        if (_values != null)
            throw new InvalidOperationException($"{name}: the arena is allocated already.");
        Parameter parameter = new(this, _length, name, shape, initialization);
        _length = AlignedBuffer.Require(AlignedBuffer.RoundUp((long)_length + parameter.Length));
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Allocates the values and sets their initial values, determined by the seed and each parameter's name.</summary>
    public void Initialize(ulong seed)
    {
        _values ??= new AlignedBuffer(_length);
        foreach (Parameter parameter in _parameters)
            parameter.Initialize(seed);
    }

    /// <summary>Whether all values are finite.</summary>
    public bool IsFinite()
    {
        foreach (float value in Values.Span)
            if (!float.IsFinite(value))
                return false;
        return true;
    }

    /// <summary>Sets all gradients to zero.</summary>
    public void ClearGradients() => Gradients.Span.Clear();
}
