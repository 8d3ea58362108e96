namespace AttX.Nn.Layers;

/// <summary>
/// Something with a forward and a backward pass. Layers hold weights alone; activations, and what forward saves for backward,
/// are arguments. Every type that implements this has a reference test, a gradient check and a PyTorch golden case.
/// </summary>
public interface ILayer
{
    /// <summary>The layer's parameters, in a fixed order.</summary>
    IReadOnlyList<Parameter> Parameters { get; }
}
