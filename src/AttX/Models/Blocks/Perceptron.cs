using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Blocks;

/// <summary>A chain of linear layers on one vector per sample: a branch's projection, and the head.</summary>
internal sealed class Perceptron
{
    private readonly Linear[] _layers;

    /// <summary>Registers layers name.0, name.1, …; a ReLU follows each, except the last one of a head.</summary>
    public Perceptron(ParameterArena arena, string name, IReadOnlyList<int> sizes, bool reluAtEnd) =>
        _layers = [.. Enumerable.Range(0, sizes.Count - 1).Select(i =>
            new Linear(arena, $"{name}.{i}", sizes[i], sizes[i + 1], relu: reluAtEnd || i < sizes.Count - 2))];

    /// <summary>Binds the chain to an input of (·, 1, sizes[0]).</summary>
    public Activation Bind(Workspace workspace, Activation input, List<IOperation> operations)
    {
        foreach (Linear layer in _layers)
        {
            Activation output = Activation.Allocate(workspace, 1, layer.Outputs);
            operations.Add(new Operation(layer, input, output));
            input = output;
        }

        return input;
    }

    private sealed class Operation(Linear layer, Activation input, Activation output) : IOperation
    {
        public long FloatingPointOperations => 2L * layer.Inputs * layer.Outputs * (!output.WantsGradient ? 1 : input.WantsGradient ? 3 : 2);

        public IReadOnlyList<Activation> Inputs => [input];

        public IReadOnlyList<Activation> Outputs => [output];

        public void Forward(int sample) => layer.Forward(input.Value[sample], output.Value[sample]);

        public void Backward(int sample) =>
            layer.Backward(input.Value[sample], output.Value[sample], output.Gradient![sample], input.Gradient?[sample]);
    }
}

/// <summary>Mean over time of a bound input.</summary>
internal sealed class PoolOperation(Activation input, Activation output) : IOperation
{
    /// <summary>Binds the mean over time.</summary>
    public static Activation Bind(Workspace workspace, Activation input, List<IOperation> operations)
    {
        Activation output = Activation.Allocate(workspace, 1, input.Value.Channels);
        operations.Add(new PoolOperation(input, output));
        return output;
    }

    public IReadOnlyList<Activation> Inputs => [input];

    public IReadOnlyList<Activation> Outputs => [output];

    public void Forward(int sample) => GlobalAveragePool.Forward(input.Value[sample], output.Value[sample]);

    public void Backward(int sample) => GlobalAveragePool.Backward(output.Gradient![sample], input.Gradient![sample]);
}
