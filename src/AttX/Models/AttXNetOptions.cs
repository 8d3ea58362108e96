using AttX.Models.Branches;
using AttX.Models.Connections;

namespace AttX.Models;

/// <summary>How the attention of equation 2 is read (docs/network.md).</summary>
public enum AttentionScope
{
    /// <summary>One weight per modality, time step and channel: the element-wise product.</summary>
    Element,

    /// <summary>One weight per modality and time step: the product summed over the channels.</summary>
    TimeStep,
}

/// <summary>The shape of an <c>AttXNet</c>. Defaults are the paper's best row: ECG and EDA, connected both ways after stages 1 and 2.</summary>
public sealed record AttXNetOptions
{
    /// <summary>The branches, one or more of different names, in the order of the inputs.</summary>
    public IReadOnlyList<BranchSpec> Branches { get; init; } = [new("ecg", BranchKind.SeResNet), new("eda", BranchKind.Cnn)];

    /// <summary>Which branch's representation flows to which; a branch alone has no connection.</summary>
    public ConnectionGraph Connection { get; init; } = ConnectionGraph.AllToAll;

    /// <summary>Stages (1 to 3) after which the branches are connected, ascending.</summary>
    public IReadOnlyList<int> Stages { get; init; } = [1, 2];

    /// <summary>False: theta = 1 (Table III, "ours w/o att.").</summary>
    public bool Attention { get; init; } = true;

    /// <summary>How theta is computed.</summary>
    public AttentionScope AttentionScope { get; init; } = AttentionScope.Element;

    /// <summary>Channels of stages 1, 2 and 3.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128];

    /// <summary>Number of classes.</summary>
    public int Classes { get; init; } = 2;
}
