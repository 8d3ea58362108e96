namespace AttX.Models;

/// <summary>The network of network.md. Weights only: activations live in a workspace per run.</summary>
public sealed class AttXNet
{
    /// <summary>A network with fresh initial weights, decided by the seed alone.</summary>
    public AttXNet(AttXNetOptions options, ulong seed) => throw new NotImplementedException();

    /// <summary>The network's shape.</summary>
    public AttXNetOptions Options => throw new NotImplementedException();

    /// <summary>Writes the weights as safetensors with the names of network.md.</summary>
    public void Save(Stream stream, IReadOnlyDictionary<string, string> metadata) => throw new NotImplementedException();
}
