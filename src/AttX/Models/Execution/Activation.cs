using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models.Execution;

/// <summary>A step's result in a workspace, and, in training, its gradient, written by the steps after it.</summary>
/// <param name="value">The result.</param>
/// <param name="wantsGradient">Whether its gradient is computed.</param>
internal sealed class Activation(Tensor value, bool wantsGradient)
{
    /// <summary>The result.</summary>
    public Tensor Value { get; } = value;

    /// <summary>Whether its gradient is computed.</summary>
    public bool WantsGradient { get; } = wantsGradient;

    /// <summary>Same shape, without padding; laid out once all operations are bound. Null if it is not computed.</summary>
    public Tensor? Gradient { get; private set; }

    /// <summary>Allocates zeros, with a gradient if training.</summary>
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

/// <summary>Size and mode of a pass, and the memory that its operations share.</summary>
/// <param name="Samples">The largest batch.</param>
/// <param name="Training">Whether batch statistics and gradients are computed.</param>
internal sealed record Workspace(int Samples, bool Training)
{
    /// <summary>Scratch memory shared by the convolutions.</summary>
    public ConvolutionScratch Scratch { get; } = new();

    /// <summary>Which sensors each sample has; null for a network that needs all of them.</summary>
    public Presence? Presence { get; init; }

    /// <summary>The windows' context; null for a network without any.</summary>
    public PassContext? Context { get; init; }

    /// <summary>Share of the running statistics that batch normalisation keeps per step.</summary>
    public double BatchNormMomentum { get; init; } = BatchNorm1d.Momentum;

    /// <summary>Theta of the connections with attention, in order.</summary>
    public List<AttentionMap> Attention { get; } = [];
}

/// <summary>
/// One block bound to its input and to the memory of its results. A network's pass is a list of them, run in order forward
/// and in reverse backward.
/// </summary>
internal interface IOperation
{
    /// <summary>
    /// Floating-point operations per sample of convolutions and linear layers, computed directly: of forward and, if bound
    /// for training, of backward.
    /// </summary>
    long FloatingPointOperations => 0;

    /// <summary>Activations that forward reads, whose gradients backward writes if they are computed.</summary>
    IReadOnlyList<Activation> Inputs { get; }

    /// <summary>Activations that forward writes, whose gradients backward reads; includes inputs passed on unchanged.</summary>
    IReadOnlyList<Activation> Outputs { get; }

    /// <summary>Runs once per batch, before <see cref="Forward"/> of any sample.</summary>
    void StartForward()
    {
    }

    /// <summary>Runs forward for one sample, entirely or up to the part that needs the whole batch.</summary>
    void Forward(int sample);

    /// <summary>Runs once per batch, after <see cref="Forward"/> of every sample.</summary>
    void FinishForward(int samples)
    {
    }

    /// <summary>Completes one sample's forward.</summary>
    void CompleteForward(int sample)
    {
    }

    /// <summary>
    /// Runs backward for one sample, from the output's gradient: adds to the parameters' gradients and writes the input's; entirely or
    /// up to the part that needs the whole batch.
    /// </summary>
    void Backward(int sample);

    /// <summary>Runs once per batch, after <see cref="Backward"/> of every sample.</summary>
    void FinishBackward(int samples)
    {
    }

    /// <summary>Completes one sample's backward.</summary>
    void CompleteBackward(int sample)
    {
    }

    /// <summary>Runs once per batch, after <see cref="CompleteBackward"/> of every sample.</summary>
    void EndBackward()
    {
    }
}
