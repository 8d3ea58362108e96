namespace AttX.Models;

/// <summary>Which way representations flow. Named by the direction itself: the paper's "Type I/II" are ambiguous (docs/method.md).</summary>
public enum ConnectionDirection
{
    /// <summary>No connection: feature-level fusion.</summary>
    None,

    /// <summary>The cardiac stream sends, EDA receives.</summary>
    EcgToEda,

    /// <summary>EDA sends, the cardiac stream receives.</summary>
    EdaToEcg,

    /// <summary>Each receives from the other.</summary>
    Both,
}

/// <summary>How the attention of equation 3 is read (network.md).</summary>
public enum AttentionScope
{
    /// <summary>One weight per modality, time step and channel: the element-wise product.</summary>
    Element,

    /// <summary>One weight per modality and time step: the product summed over the channels.</summary>
    TimeStep,
}

/// <summary>Which streams a network has.</summary>
public enum StreamSelection
{
    /// <summary>Cardiac and EDA.</summary>
    Both,

    /// <summary>The cardiac stream alone (ECG, or BVP in its place).</summary>
    Ecg,

    /// <summary>The EDA stream alone.</summary>
    Eda,
}

/// <summary>The shape of an <c>AttXNet</c>. Defaults are the paper's best row: both directions after stages 1 and 2.</summary>
public sealed record AttXNetOptions
{
    /// <summary>The streams.</summary>
    public StreamSelection Streams { get; init; } = StreamSelection.Both;

    /// <summary>Direction of the connections.</summary>
    public ConnectionDirection Connection { get; init; } = ConnectionDirection.Both;

    /// <summary>Stages (1 to 3) after which the streams are connected, ascending.</summary>
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
