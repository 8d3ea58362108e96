using AttX.Models.Branches;

namespace AttX.Models.Connections;

/// <summary>The place of a connection in a network, and its form.</summary>
/// <param name="Stage">The stage (1 to 3) that it follows.</param>
/// <param name="Branches">The branches.</param>
/// <param name="Channels">Channels of every branch at this stage.</param>
/// <param name="Senders">For each branch, the indices of its senders, in order.</param>
internal sealed record ConnectionShape(
    int Stage, IReadOnlyList<BranchSpec> Branches, int Channels, IReadOnlyList<IReadOnlyList<int>> Senders)
{
    /// <summary>The branches' names.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Branches.Select(branch => branch.Name)];

    /// <summary>Stride of the branches' first convolutions.</summary>
    public int FirstStride { get; init; } = BranchShape.FirstStride;

    /// <summary>False: theta = 1.</summary>
    public bool Attention { get; init; } = true;

    /// <summary>How theta is computed.</summary>
    public AttentionScope AttentionScope { get; init; } = AttentionScope.Element;

    /// <summary>True: theta = 1/d.</summary>
    public bool FixedAttention { get; init; }

    /// <summary>Whether W and w_u begin with Glorot's values.</summary>
    public bool GlorotAttention { get; init; }

    /// <summary>How a receiver joins what it receives with its own.</summary>
    public ConnectionMerge Merge { get; init; }

    /// <summary>Returns whether a branch sends to another.</summary>
    public bool Sends(int branch) => Senders.Any(from => from.Contains(branch));
}
