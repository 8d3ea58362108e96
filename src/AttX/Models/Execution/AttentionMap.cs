using AttX.Nn;

namespace AttX.Models.Execution;

/// <summary>
/// Theta of one connection (Bhatti et al. 2021, equation 2): the attention weights of each branch's representation.
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

    /// <summary>Values per time step, even with one weight per time step.</summary>
    public int Channels => _theta[0].Channels;

    /// <summary>Returns one sample's theta, length × channels, after forward. At each element, the sum over the branches is 1.</summary>
    public ReadOnlySpan<float> Theta(int branch, int sample) => _theta[branch][sample].Values;

    /// <summary>Computes the mean of <see cref="Theta"/> over time and channels.</summary>
    public float Mean(int branch, int sample)
    {
        double sum = 0;
        foreach (float theta in Theta(branch, sample))
            sum += theta;
        return (float)(sum / (Length * Channels));
    }
}
