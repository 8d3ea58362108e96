using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>
/// Rectifier with a learned slope per channel for negative values (He et al. 2015): y = x where positive, else weight[c] · x. The slopes
/// begin at 0, as in Keras.
/// </summary>
public sealed unsafe class ParametricRelu : ILayer
{
    /// <summary>Registers weight (channels) under name + ".weight".</summary>
    public ParametricRelu(ParameterArena arena, string name, int channels)
    {
        Weight = arena.Add(name + ".weight", [channels], Initialization.Zeros);
        Parameters = [Weight];
    }

    /// <summary>The slopes.</summary>
    public Parameter Weight { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>y for one sample. y may be x.</summary>
    public void Forward(Sample x, Sample y) => SimdDispatch.Run(
        new PRelu { X = x.Of(x.Length, Weight.Length), Y = y.Of(x.Length, Weight.Length), Rows = x.Length, Columns = Weight.Length, Slope = Weight.Pointer },
        Weight.Length);

    /// <summary>dx, and the slopes' gradient, which is added, for one sample. dx may be dy.</summary>
    public void Backward(Sample x, Sample dy, Sample dx) => SimdDispatch.Run(
        new PReluGradient
        {
            X = x.Of(x.Length, Weight.Length),
            Dy = dy.Of(x.Length, Weight.Length),
            Dx = dx.Of(x.Length, Weight.Length),
            Rows = x.Length,
            Columns = Weight.Length,
            Slope = Weight.Pointer,
            DSlope = Weight.GradientPointer,
        },
        Weight.Length);
}
