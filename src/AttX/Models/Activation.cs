using AttX.Nn;
using AttX.Nn.Layers;

namespace AttX.Models;

/// <summary>A step's result in a workspace, and, when training, the gradient that the steps after it leave there.</summary>
/// <param name="Value">The result.</param>
/// <param name="Gradient">Same shape, without padding; null where no gradient is wanted.</param>
public sealed record Activation(Tensor Value, Tensor? Gradient)
{
    /// <summary>Zeros, with a gradient if training.</summary>
    public static Activation Allocate(Workspace workspace, int length, int channels, int padding = 0) => new(
        new Tensor(workspace.Samples, length, channels, padding),
        workspace.Training ? new Tensor(workspace.Samples, length, channels) : null);
}

/// <summary>What a pass through the network is allocated for.</summary>
/// <param name="Samples">The largest batch.</param>
/// <param name="Training">Whether batch statistics and gradients are wanted.</param>
public sealed record Workspace(int Samples, bool Training)
{
    /// <summary>What the convolutions share.</summary>
    public ConvolutionScratch Scratch { get; } = new();
}

/// <summary>
/// One block bound to its input and to the memory of its results. A network's pass is a list of them, run in order forward
/// and in reverse backward.
/// </summary>
internal interface IPass
{
    /// <summary>
    /// Floating-point operations a sample of convolutions and linear layers, computed directly: of forward and, if it was bound
    /// for training, of backward.
    /// </summary>
    long Operations => 0;

    /// <summary>Computes the output of the first samples of the batch.</summary>
    void Forward(int samples);

    /// <summary>From the output's gradient: adds to the parameters' gradients, writes the input's.</summary>
    void Backward(int samples);
}
