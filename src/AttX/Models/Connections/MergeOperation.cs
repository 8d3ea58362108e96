using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Connections;

/// <summary>What each branch contributes to a merge.</summary>
/// <param name="Own">Its representation.</param>
/// <param name="Sent">What it sends beside the receiver's own; null if it does not send.</param>
/// <param name="Added">What it adds to the receiver's own, if anything.</param>
internal sealed record BranchParts(IReadOnlyList<Activation> Own, IReadOnlyList<Activation?> Sent, IReadOnlyList<Activation?> Added);

/// <summary>
/// Continues each receiving branch with concat(own + Σ added_k, sent_k for each sender k, in the order of the branches), along the channels. All
/// parts of a branch whose sensor is absent are 0.
/// </summary>
internal sealed class MergeOperation : IOperation
{
    private readonly BranchParts _parts;
    private readonly IReadOnlyList<IReadOnlyList<int>> _senders;
    private readonly Activation[] _inputs;
    private readonly Activation?[] _merged;
    private readonly Presence? _presence;

    // Stands for the representation of a receiver whose own sensor is absent.
    private readonly Tensor _zero;

    private MergeOperation(Workspace workspace, BranchParts parts, IReadOnlyList<IReadOnlyList<int>> senders, int padding)
    {
        (_parts, _senders, _presence) = (parts, senders, workspace.Presence);
        Tensor z = parts.Own[0].Value;
        _zero = new Tensor(1, z.Length, z.Channels);
        _merged = [.. senders.Select(from => from.Count == 0
            ? null : Activation.Allocate(workspace, z.Length, z.Channels * (1 + from.Count), padding))];
        _inputs = [.. parts.Own.Where((_, i) => senders[i].Count > 0), .. parts.Sent.Concat(parts.Added).OfType<Activation>()];
        Outputs = [.. _merged.OfType<Activation>()];
    }

    public IReadOnlyList<Activation> Inputs => _inputs;

    public IReadOnlyList<Activation> Outputs { get; }

    /// <summary>Binds the merge of all branches; a branch that receives nothing continues with its own representation.</summary>
    public static IReadOnlyList<Activation> Bind(
        Workspace workspace, BranchParts parts, IReadOnlyList<IReadOnlyList<int>> senders, List<IOperation> operations, int padding)
    {
        MergeOperation operation = new(workspace, parts, senders, padding);
        operations.Add(operation);
        return [.. parts.Own.Select((own, i) => operation._merged[i] ?? own)];
    }

    public void Forward(int sample)
    {
        for (int i = 0; i < _merged.Length; i++)
        {
            if (_merged[i] is not { } merged)
                continue;
            Sample y = merged.Value[sample];
            ChannelConcatenation.Forward(Of(i, _parts.Own[i], sample), null, y, 0);
            for (int k = 0; k < _senders[i].Count; k++)
            {
                int sender = _senders[i][k];
                if (_parts.Added[sender] is { } added)
                    ChannelConcatenation.Forward(Of(sender, added, sample), null, y, 0, accumulate: true);
                ChannelConcatenation.Forward(Of(sender, _parts.Sent[sender]!, sample), null, y, (k + 1) * _zero.Channels);
            }
        }
    }

    public void Backward(int sample)
    {
        foreach (Activation input in _inputs)
            input.Gradient![sample].Values.Clear();
        for (int i = 0; i < _merged.Length; i++)
        {
            if (_merged[i] is not { } merged)
                continue;
            Sample dy = merged.Gradient![sample];
            Add(i, _parts.Own[i], dy, 0, sample);
            for (int k = 0; k < _senders[i].Count; k++)
            {
                int sender = _senders[i][k];
                Add(sender, _parts.Added[sender], dy, 0, sample);
                Add(sender, _parts.Sent[sender], dy, (k + 1) * _zero.Channels, sample);
            }
        }
    }

    private Sample Of(int branch, Activation part, int sample) => IsPresent(branch, sample) ? part.Value[sample] : _zero[0];

    private void Add(int branch, Activation? part, Sample dy, int offset, int sample)
    {
        if (part != null && IsPresent(branch, sample))
            ChannelConcatenation.Backward(part.Value[sample], null, dy, offset, part.Gradient![sample], null);
    }

    private bool IsPresent(int branch, int sample) => _presence == null || _presence.Of(sample)[branch];
}
