using AttX.Nn;

namespace AttX.Models.Connections;

/// <summary>
/// Theta of one connection (Bhatti et al. 2021, equation 2): how much of each branch's representation the attention lets pass.
/// A view of the pass's own memory, which each forward overwrites.
/// </summary>
public sealed class AttentionMap
{
    private readonly IReadOnlyList<Tensor> _theta;

    internal AttentionMap(int stage, IReadOnlyList<string> branches, IReadOnlyList<Tensor> theta) =>
        (Stage, Branches, _theta) = (stage, branches, theta);

    /// <summary>The stage (1 to 3) after which the branches are connected.</summary>
    public int Stage { get; }

    /// <summary>The branches' names.</summary>
    public IReadOnlyList<string> Branches { get; }

    /// <summary>Time steps.</summary>
    public int Length => _theta[0].Length;

    /// <summary>Values a time step; with <see cref="AttentionScope.TimeStep"/> all the same.</summary>
    public int Channels => _theta[0].Channels;

    /// <summary>One sample's theta, length × channels, after forward. At each element the branches' add up to 1.</summary>
    public ReadOnlySpan<float> Theta(int branch, int sample) => _theta[branch][sample].Values;

    /// <summary>Mean of <see cref="Theta"/> over time and channels.</summary>
    public float Mean(int branch, int sample)
    {
        double sum = 0;
        foreach (float theta in Theta(branch, sample))
            sum += theta;
        return (float)(sum / (Length * Channels));
    }
}
