namespace AttX.Models.Connections;

/// <summary>How the attention of equation 2 is read (docs/network.md).</summary>
public enum AttentionScope
{
    /// <summary>One weight per modality, time step and channel: the element-wise product.</summary>
    Element,

    /// <summary>One weight per modality and time step: the product summed over the channels.</summary>
    TimeStep,
}
