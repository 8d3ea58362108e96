using AttX.Models.Blocks;
using AttX.Models.Branches;
using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Connections;

/// <summary>
/// The cross-connections of XFlow (Cangea et al. 2019) in one dimension. The SE-ResNet sends PReLU(1 × 1 convolution of Z), any other
/// branch PReLU(transposed convolution of Z); and each sends a residual connection from its input x, PReLU(convolution of x with a kernel as
/// long as its stride). A receiving branch continues with BatchNorm1d(concat(Z_own + residual of each sender, what each sender sends)).
/// </summary>
/// <remarks>
/// At stride 1, as in the authors' networks, a transposed convolution is a convolution whose taps are reversed: <see cref="Conv1d"/> computes both.
/// Their batch norm after the 1 × 1 convolution is that of the concatenation: in one dimension nothing lies between the two.
/// </remarks>
internal sealed class XFlowConnection : IConnection
{
    private readonly IReadOnlyList<IReadOnlyList<int>> _senders;
    private readonly PReluBlock?[] _blocks;
    private readonly PReluBlock?[] _residuals;
    private readonly BatchNorm1d?[] _norms;
    private readonly int _channels;

    /// <summary>Registers the parameters under "xflow1", ….</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="shape">Its place and form.</param>
    public XFlowConnection(ParameterArena arena, ConnectionShape shape)
    {
        (_senders, _channels) = (shape.Senders, shape.Channels);
        string Name(BranchSpec branch) => $"xflow{shape.Stage}.{branch.Name}";

        // Input steps to one step after the stage.
        int stride = shape.FirstStride << (shape.Stage - 1);
        _blocks = [.. shape.Branches.Select((branch, i) => shape.Sends(i)
            ? new PReluBlock(arena, Name(branch), _channels, _channels, branch.Kind == BranchKind.SeResNet ? 1 : BranchShape.Kernel, stride: 1) : null)];
        _residuals = [.. shape.Branches.Select((branch, i) => shape.Sends(i)
            ? new PReluBlock(arena, $"{Name(branch)}.input", branch.Axes, _channels, stride, stride) : null)];
        _norms = [.. shape.Names.Select((name, i) => _senders[i].Count > 0
            ? new BatchNorm1d(arena, $"xflow{shape.Stage}.bn_{name}", OutputChannels(i), relu: false) : null)];
    }

    /// <inheritdoc/>
    public int OutputChannels(int branch) => _channels * (1 + _senders[branch].Count);

    /// <inheritdoc/>
    public IReadOnlyList<Activation> Bind(
        Workspace workspace, IReadOnlyList<Activation> z, IReadOnlyList<Activation> inputs, List<IOperation> operations, int padding)
    {
        // Backward runs in reverse: the merge, or the next stage of a branch that receives nothing, writes Z's gradient, and the block adds to it.
        Activation?[] sent = [.. _blocks.Select((block, i) => block?.Bind(workspace, z[i], operations))];
        Activation?[] residuals = [.. _residuals.Select((block, i) => block?.Bind(workspace, inputs[i], operations))];
        IReadOnlyList<Activation> merged = MergeOperation.Bind(workspace, new BranchParts(z, sent, residuals), _senders, operations, padding: 0);
        return [.. merged.Select((x, i) => _norms[i] is { } norm ? NormOperation.Bind(norm, workspace, x, operations, padding) : x)];
    }
}
