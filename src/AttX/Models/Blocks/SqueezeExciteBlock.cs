using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Blocks;

/// <summary>
/// Residual block with squeeze-and-excitation: ReLU(SE(BN(conv2(ConvBlock1(x)))) + shortcut(x)). The shortcut is a 1 × 1
/// convolution with normalisation ("SE Conv Block") or the identity ("SE ID Block").
/// </summary>
internal sealed class SqueezeExciteBlock
{
    private readonly ConvBlock _first;
    private readonly ConvBlock _second;
    private readonly SqueezeExcite _squeeze;
    private readonly ConvBlock? _shortcut;

    /// <summary>Registers the block under name; with a projection it may change channels and length.</summary>
    public SqueezeExciteBlock(ParameterArena arena, string name, int inputs, int outputs, int kernel, int stride, bool projection)
    {
        _first = new ConvBlock(arena, name + ".conv1", name + ".bn1", inputs, outputs, kernel, stride);
        _second = new ConvBlock(arena, name + ".conv2", name + ".bn2", outputs, outputs, kernel, 1, relu: false);
        _squeeze = new SqueezeExcite(arena, name + ".se", outputs);
        if (projection)
            _shortcut = new ConvBlock(arena, name + ".shortcut.conv", name + ".shortcut.bn", inputs, outputs, 1, stride, relu: false);
    }

    /// <summary>Binds the block to an input.</summary>
    public Activation Bind(Workspace workspace, Activation input, List<IOperation> operations, int padding)
    {
        // Backward runs in reverse. With a projection, the main path writes the input's gradient and the shortcut, bound before
        // it, adds to it; with the identity, the sum's own operation writes it and the main path adds.
        Activation shortcut = _shortcut?.Bind(workspace, input, operations, 0, accumulate: true) ?? input;
        Activation hidden = _first.Bind(workspace, input, operations, padding, accumulate: _shortcut == null);
        Activation normalized = _second.Bind(workspace, hidden, operations, 0);
        return SqueezeOperation.Bind(_squeeze, workspace, normalized, shortcut, operations, padding);
    }
}

/// <summary>Squeeze-and-excitation of a bound input, with the residual sum, if any.</summary>
internal sealed class SqueezeOperation : IOperation
{
    private readonly SqueezeExcite _squeeze;
    private readonly Activation _input;
    private readonly Activation? _residual;
    private readonly Activation _output;
    private readonly SqueezeExciteState _state;

    private SqueezeOperation(SqueezeExcite squeeze, Workspace workspace, Activation input, Activation? residual, int padding)
    {
        (_squeeze, _input, _residual) = (squeeze, input, residual);
        _state = squeeze.Allocate(workspace.Samples);
        _output = Activation.Allocate(workspace, input.Value.Length, squeeze.Channels, padding);
    }

    public IReadOnlyList<Activation> Inputs => _residual == null ? [_input] : [_input, _residual];

    public IReadOnlyList<Activation> Outputs => [_output];

    /// <summary>Binds the layer to its input and, around a residual, to the shortcut.</summary>
    public static Activation Bind(
        SqueezeExcite squeeze, Workspace workspace, Activation input, Activation? residual, List<IOperation> operations, int padding)
    {
        SqueezeOperation operation = new(squeeze, workspace, input, residual, padding);
        operations.Add(operation);
        return operation._output;
    }

    public void Forward(int sample) =>
        _squeeze.Forward(_input.Value[sample], _residual?.Value[sample], _output.Value[sample], _state, sample);

    public void Backward(int sample) => _squeeze.Backward(
        _input.Value[sample],
        _output.Value[sample],
        _output.Gradient![sample],
        _residual?.Gradient![sample],
        _input.Gradient![sample],
        _state,
        sample);
}
