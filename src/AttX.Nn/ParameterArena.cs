namespace AttX.Nn;

/// <summary>
/// All parameters of a network in one block of memory, so that an optimizer is one flat loop. Running statistics stand among
/// the weights: no gradient is ever written for them, and Adam leaves a value whose gradient is always 0 as it is.
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

    /// <summary>Gradients, allocated when first asked for: a network that only predicts has none.</summary>
    internal AlignedBuffer Gradients => _gradients ??= new AlignedBuffer(_length);

    /// <summary>Registers a parameter; possible until <see cref="Initialize"/>.</summary>
    /// <exception cref="InsufficientMemoryException">The parameters are more than one piece of memory holds.</exception>
    public Parameter Add(string name, int[] shape, Initialization initialization)
    {
        if (_values != null)
            throw new InvalidOperationException($"{name}: the arena is allocated already.");
        Parameter parameter = new(this, _length, name, shape, initialization);
        _length = AlignedBuffer.Require(AlignedBuffer.RoundUp((long)_length + parameter.Length));
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Allocates the values and sets their start, decided by the seed and each parameter's name.</summary>
    public void Initialize(ulong seed)
    {
        _values ??= new AlignedBuffer(_length);
        foreach (Parameter parameter in _parameters)
            parameter.Initialize(seed);
    }

    /// <summary>Whether no value is infinite or not a number.</summary>
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
