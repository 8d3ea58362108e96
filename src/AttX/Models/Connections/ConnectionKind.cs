namespace AttX.Models.Connections;

/// <summary>Kinds of connections between branches (docs/network.md).</summary>
public enum ConnectionKind
{
    /// <summary>Attentive cross-modal connections (Bhatti et al. 2021).</summary>
    AttX,

    /// <summary>A 1 × 1 convolution of each sender's maps (Veličković et al. 2016).</summary>
    XCnn,

    /// <summary>Convolutions with learned rectifiers, and residual connections from the inputs (Cangea et al. 2019).</summary>
    XFlow,
}

/// <summary>Ways in which a receiver joins its own representation with what it receives.</summary>
public enum ConnectionMerge
{
    /// <summary>Side by side, along the channels.</summary>
    Concatenation,

    /// <summary>Their sum: the channels stay as many as they were.</summary>
    Sum,
}
