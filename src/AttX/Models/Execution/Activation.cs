using AttX.Models.Connections;
using AttX.Nn.Layers;
using AttX.Nn;

namespace AttX.Models.Execution;

/// <summary>A step's result in a workspace, and, when training, the gradient that the steps after it leave there.</summary>
/// <param name="value">The result.</param>
/// <param name="wantsGradient">Whether its gradient is computed.</param>
internal sealed class Activation(Tensor value, bool wantsGradient)
{
    /// <summary>The result.</summary>
    public Tensor Value { get; } = value;

    /// <summary>Whether its gradient is computed.</summary>
    public bool WantsGradient { get; } = wantsGradient;

    /// <summary>Same shape, without padding; laid out once all operations are bound. Null where none is wanted.</summary>
    public Tensor? Gradient { get; private set; }

    /// <summary>Zeros, with a gradient if training.</summary>
    public static Activation Allocate(Workspace workspace, int length, int channels, int padding = 0) =>
        new(new Tensor(workspace.Samples, length, channels, padding), workspace.Training);

    /// <summary>
    /// Lays the gradients out: each has memory from the moment when backward, which runs from the last operation to the first,
    /// writes it until the operation that it belongs to has read it, which ends while the operation before it is at work. The results' gradients are the caller's to write.
    /// </summary>
    public static void LayOutGradients(IReadOnlyList<IOperation> operations, IReadOnlyList<Activation> results)
    {
        TensorPool pool = new();
        foreach (Activation result in results)
            result.TakeGradient(pool);
        for (int i = operations.Count - 1; i >= 0; i--)
        {
            foreach (Activation input in operations[i].Inputs)
                input.TakeGradient(pool);
            if (i + 1 < operations.Count)
                foreach (Activation output in operations[i + 1].Outputs.Except(operations[i + 1].Inputs))
                    pool.Return(output.Gradient!);
        }
    }

    private void TakeGradient(TensorPool pool)
    {
        if (WantsGradient)
            Gradient ??= pool.Take(Value.Samples, Value.Length, Value.Channels);
    }
}

/// <summary>What a pass through the network is allocated for.</summary>
/// <param name="Samples">The largest batch.</param>
/// <param name="Training">Whether batch statistics and gradients are wanted.</param>
internal sealed record Workspace(int Samples, bool Training)
{
    /// <summary>What the convolutions share.</summary>
    public ConvolutionScratch Scratch { get; } = new();

    /// <summary>Where the connections with attention leave their theta, in order.</summary>
    public List<AttentionMap> Attention { get; } = [];
}

/// <summary>
/// One block bound to its input and to the memory of its results. A network's pass is a list of them, run in order forward
/// and in reverse backward.
/// </summary>
internal interface IOperation
{
    /// <summary>
    /// Floating-point operations a sample of convolutions and linear layers, computed directly: of forward and, if it was bound
    /// for training, of backward.
    /// </summary>
    long FloatingPointOperations => 0;

    /// <summary>What it reads, and whose gradients backward writes where they are wanted.</summary>
    IReadOnlyList<Activation> Inputs { get; }

    /// <summary>What it computes, and whose gradients backward reads; an input that it passes on as it is among them.</summary>
    IReadOnlyList<Activation> Outputs { get; }

    /// <summary>Once a batch, before <see cref="Forward"/> of any sample.</summary>
    void StartForward()
    {
    }

    /// <summary>Forward of one sample: all of it, or up to what needs the whole batch.</summary>
    void Forward(int sample);

    /// <summary>Once a batch, after <see cref="Forward"/> of every sample.</summary>
    void FinishForward(int samples)
    {
    }

    /// <summary>The rest of one sample's forward.</summary>
    void CompleteForward(int sample)
    {
    }

    /// <summary>
    /// Backward of one sample, from the output's gradient: adds to the parameters' gradients, writes the input's; all of it, or
    /// up to what needs the whole batch.
    /// </summary>
    void Backward(int sample);

    /// <summary>Once a batch, after <see cref="Backward"/> of every sample.</summary>
    void FinishBackward(int samples)
    {
    }

    /// <summary>The rest of one sample's backward.</summary>
    void CompleteBackward(int sample)
    {
    }

    /// <summary>Once a batch, after <see cref="CompleteBackward"/> of every sample.</summary>
    void EndBackward()
    {
    }
}
