using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>A fully connected layer on one vector per sample, optionally followed by a ReLU: y = x Wᵀ + b.</summary>
public sealed unsafe class Linear : ILayer
{
    /// <summary>Registers weight (out, in) and bias (out) under name.</summary>
    public Linear(ParameterArena arena, string name, int inputs, int outputs, bool relu)
    {
        (Inputs, Outputs, Relu) = (inputs, outputs, relu);
        Weight = arena.Add(name + ".weight", [outputs, inputs], Initialization.GlorotUniform);
        Bias = arena.Add(name + ".bias", [outputs], Initialization.Zeros);
        Parameters = [Weight, Bias];
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>Whether a ReLU follows.</summary>
    public bool Relu { get; }

    /// <summary>W, shape (out, in).</summary>
    public Parameter Weight { get; }

    /// <summary>b, shape (out).</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>y = x Wᵀ + b for one sample.</summary>
    /// <param name="x">(1, inputs).</param>
    /// <param name="y">(1, outputs).</param>
    public void Forward(Sample x, Sample y) => SimdDispatch.Run(
        new Convolution
        {
            X = x.Of(1, Inputs),
            XStride = Inputs,
            W = Weight.Pointer,
            WStride = Outputs,
            Bias = Bias.Pointer,
            Y = y.Of(1, Outputs),
            YStride = Outputs,
            Rows = 1,
            Inner = Inputs,
            Relu = Relu,
        },
        Outputs);

    /// <summary>Rectifies dy in place, adds to the weights' gradients, and writes dx = dy W, unless that is null.</summary>
    public void Backward(Sample x, Sample y, Sample dy, Sample? dx)
    {
        float* g = dy.Of(1, Outputs);
        if (Relu)
            SimdDispatch.Run(new ReluGradient { Y = y.Of(1, Outputs), Dy = g }, Outputs);
        SimdDispatch.Run(new ChannelSum { X = g, Rows = 1, Columns = Outputs, Sum = Bias.GradientPointer }, Outputs);
        SimdDispatch.Run(
            new ConvolutionWeightGradient
            {
                X = x.Of(1, Inputs),
                XStride = Inputs,
                Dy = g,
                DyStride = Outputs,
                Dw = Weight.GradientPointer,
                DwStride = Outputs,
                Rows = 1,
                Inner = Inputs,
            },
            Outputs);
        if (dx is { } written)
            BackwardInput(g, written.Of(1, Inputs));
    }

    // Each input's weights are contiguous, so dx is a product of the weights, as rows, with g as the only column.
    private void BackwardInput(float* g, float* dx) => SimdDispatch.Run(
        new Convolution
        {
            X = Weight.Pointer,
            XStride = Outputs,
            W = g,
            WStride = 1,
            Y = dx,
            YStride = 1,
            Rows = Inputs,
            Inner = Outputs,
        },
        1);
}
