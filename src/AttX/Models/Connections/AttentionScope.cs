namespace AttX.Models.Connections;

/// <summary>Interpretation of the attention of equation 2 (docs/network.md).</summary>
public enum AttentionScope
{
    /// <summary>One weight per modality, time step and channel: the element-wise product.</summary>
    Element,

    /// <summary>One weight per modality and time step: the product summed over the channels.</summary>
    TimeStep,
}
