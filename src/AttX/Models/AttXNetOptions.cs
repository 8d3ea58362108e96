using AttX.Models.Branches;
using AttX.Models.Connections;
using AttX.Nn.Layers;

namespace AttX.Models;

/// <summary>The shape of an <c>AttXNet</c>. Defaults are the paper's best row: ECG and EDA, connected both ways after stages 1 and 2.</summary>
public sealed record AttXNetOptions
{
    /// <summary>The branches, one or more of different names, in the order of the inputs.</summary>
    public IReadOnlyList<BranchSpec> Branches { get; init; } = [new("ecg", BranchKind.SeResNet), new("eda", BranchKind.Cnn)];

    /// <summary>Connections between the branches' representations; a single branch has none.</summary>
    public ConnectionGraph Connection { get; init; } = ConnectionGraph.AllToAll;

    /// <summary>How the branches are connected.</summary>
    public ConnectionKind ConnectionKind { get; init; }

    /// <summary>Stages (1 to 3) after which the branches are connected, ascending.</summary>
    public IReadOnlyList<int> Stages { get; init; } = [1, 2];

    /// <summary>False: theta = 1 (Table III, "ours w/o att.").</summary>
    public bool Attention { get; init; } = true;

    /// <summary>How theta is computed.</summary>
    public AttentionScope AttentionScope { get; init; } = AttentionScope.Element;

    /// <summary>True: theta = 1/d, d the number of branches that are there; nothing is learned.</summary>
    public bool FixedAttention { get; init; }

    /// <summary>Whether W and w_u begin with Glorot's values, and not with the identity and 1.</summary>
    public bool GlorotAttention { get; init; }

    /// <summary>How a receiver of <see cref="ConnectionKind.AttX"/> joins what it receives with its own.</summary>
    public ConnectionMerge Merge { get; init; }

    /// <summary>Share of the running statistics that batch normalisation keeps per step.</summary>
    public double BatchNormMomentum { get; init; } = BatchNorm1d.Momentum;

    /// <summary>Stride of the first convolution of each branch.</summary>
    public int FirstStride { get; init; } = BranchShape.FirstStride;

    /// <summary>Taps of the first convolution of each branch.</summary>
    public int FirstKernel => 8 * FirstStride;

    /// <summary>Channels of stages 1, 2 and 3.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128];

    /// <summary>
    /// Whether sensors may be absent: the network then has a learned vector per branch (<c>absent.eda</c>), which stands in the head in the place of
    /// an absent branch's projection. Needs several branches.
    /// </summary>
    public bool AllowsAbsence { get; init; }

    /// <summary>Windows that an estimate rests on, the current one and those before it; 0: the current one, without a head for context.</summary>
    public int ContextWindows { get; init; }

    /// <summary>Number of features of a window that enter beside the branches; 0: none.</summary>
    public int Features { get; init; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; init; } = 2;
}
