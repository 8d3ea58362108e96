using AttX.Models.Blocks;
using AttX.Models.Execution;
using AttX.Nn;

namespace AttX.Models.Connections;

/// <summary>
/// The cross-connections of X-CNN (Veličković et al. 2016) in one dimension: a receiving branch continues with
/// concat(Z_own, ConvBlock_i(Z_i) for each sender i), along the channels, the block being a 1 × 1 convolution with as many outputs as inputs,
/// batch norm and ReLU. A sender has one block for all of its receivers.
/// </summary>
internal sealed class XCnnConnection : IConnection
{
    private readonly IReadOnlyList<IReadOnlyList<int>> _senders;
    private readonly ConvBlock?[] _blocks;
    private readonly int _channels;

    /// <summary>Registers the parameters under "xcnn1", ….</summary>
    /// <param name="arena">Receives the parameters.</param>
    /// <param name="shape">Its place and form.</param>
    public XCnnConnection(ParameterArena arena, ConnectionShape shape)
    {
        (_senders, _channels) = (shape.Senders, shape.Channels);
        _blocks = [.. shape.Names.Select((name, i) => shape.Sends(i)
            ? new ConvBlock(arena, $"xcnn{shape.Stage}.{name}.conv", $"xcnn{shape.Stage}.{name}.bn", _channels, _channels, kernel: 1, stride: 1)
            : null)];
    }

    /// <inheritdoc/>
    public int OutputChannels(int branch) => _channels * (1 + _senders[branch].Count);

    /// <inheritdoc/>
    public IReadOnlyList<Activation> Bind(
        Workspace workspace, IReadOnlyList<Activation> z, IReadOnlyList<Activation> inputs, List<IOperation> operations, int padding)
    {
        // Backward runs in reverse: the merge, or the next stage of a branch that receives nothing, writes Z's gradient, and the block adds to it.
        Activation?[] sent = [.. _blocks.Select((block, i) => block?.Bind(workspace, z[i], operations, padding: 0, accumulate: true))];
        return MergeOperation.Bind(workspace, new BranchParts(z, sent, new Activation?[z.Count]), _senders, operations, padding);
    }
}
