using AttX.Models.Execution;
using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Blocks;

/// <summary>Concatenates one vector of each branch; of a branch whose sensor is absent, its learned vector instead.</summary>
/// <param name="inputs">The branches' vectors, then the features', if there are any, which are never absent as a whole.</param>
/// <param name="output">Their concatenation.</param>
/// <param name="absent">The learned vectors, one per branch; empty if all sensors are needed.</param>
/// <param name="presence">Which sensors each sample has; null: all.</param>
internal sealed class FusionOperation(
    IReadOnlyList<Activation> inputs, Activation output, IReadOnlyList<Parameter> absent, Presence? presence) : IOperation
{
    public IReadOnlyList<Activation> Inputs => inputs;

    public IReadOnlyList<Activation> Outputs => [output];

    public void Forward(int sample)
    {
        for (int i = 0, offset = 0; i < inputs.Count; offset += inputs[i++].Value.Channels)
            if (IsPresent(i, sample))
                ChannelConcatenation.Forward(inputs[i].Value[sample], null, output.Value[sample], offset);
            else
                absent[i].Values.CopyTo(output.Value[sample].Values[offset..]);
    }

    public void Backward(int sample)
    {
        for (int i = 0, offset = 0; i < inputs.Count; offset += inputs[i++].Value.Channels)
        {
            Sample dx = inputs[i].Gradient![sample];
            dx.Values.Clear();
            if (IsPresent(i, sample))
                ChannelConcatenation.Backward(inputs[i].Value[sample], null, output.Gradient![sample], offset, dx, null);
            else
                Add(output.Gradient![sample].Values[offset..], absent[i].Gradient);
        }
    }

    private static void Add(ReadOnlySpan<float> part, Span<float> sum)
    {
        for (int i = 0; i < sum.Length; i++)
            sum[i] += part[i];
    }

    private bool IsPresent(int branch, int sample) => branch >= absent.Count || presence!.Of(sample)[branch];
}
