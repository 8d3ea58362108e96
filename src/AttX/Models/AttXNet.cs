// Stand-in: logistic regression on each window's log variance. Take the other side when AttX.Models arrives.
using AttX.Nn;
using AttX.Nn.Serialization;

namespace AttX.Models;

/// <summary>The network of network.md. Weights only: activations live in a workspace per run.</summary>
public sealed class AttXNet
{
    /// <summary>A network with fresh initial weights, decided by the seed alone.</summary>
    public AttXNet(AttXNetOptions options, ulong seed)
    {
        Options = options;
        var rng = new Rng(seed);
        Weights = [.. Enumerable.Range(0, options.Classes * 3).Select(_ => (float)(0.1 * rng.NextDouble()))];
    }

    /// <summary>The network's shape.</summary>
    public AttXNetOptions Options { get; }

    internal float[] Weights { get; }

    /// <summary>Writes the weights as safetensors with the names of network.md.</summary>
    public void Save(Stream stream, IReadOnlyDictionary<string, string> metadata) =>
        SafeTensors.Write(stream, [("head.0.weight", [Options.Classes, 3], Weights)], metadata);
}
