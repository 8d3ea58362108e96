using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>
/// Squeeze-and-excitation (Hu et al. 2018): gate = sigmoid(fc2(ReLU(fc1(mean of x over time)))); y = x · gate, or, around a
/// residual, y = ReLU(x · gate + residual).
/// </summary>
public sealed unsafe class SqueezeExcite : ILayer
{
    private readonly Linear _fc1;
    private readonly Linear _fc2;

    /// <summary>Registers fc1 (channels / ratio, channels) and fc2 (channels, channels / ratio) under name.</summary>
    public SqueezeExcite(ParameterArena arena, string name, int channels, int ratio = 8)
    {
        Channels = channels;
        int squeezed = Math.Max(channels / ratio, 1);
        _fc1 = new Linear(arena, name + ".fc1", channels, squeezed, relu: true);
        _fc2 = new Linear(arena, name + ".fc2", squeezed, channels, relu: false);
        Parameters = [.. _fc1.Parameters, .. _fc2.Parameters];
    }

    /// <summary>Channels.</summary>
    public int Channels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Allocates what forward saves for backward, for batches up to a given size.</summary>
    public SqueezeExciteState Allocate(int samples) => new(samples, Channels, _fc1.Outputs);

    /// <summary>Forward for one sample.</summary>
    /// <param name="x">(L, channels).</param>
    /// <param name="residual">Added before a ReLU; null for neither.</param>
    /// <param name="y">(L, channels).</param>
    /// <param name="state">Saved for backward.</param>
    /// <param name="sample">The sample's number in the state.</param>
    public void Forward(Sample x, Sample? residual, Sample y, SqueezeExciteState state, int sample)
    {
        GlobalAveragePool.Forward(x, state.Mean[sample]);
        _fc1.Forward(state.Mean[sample], state.Hidden[sample]);
        _fc2.Forward(state.Hidden[sample], state.Logit[sample]);
        SimdDispatch.Run(new Sigmoid { X = state.Logit[sample].Of(1, Channels), Y = state.Gate[sample].Of(1, Channels) }, Channels);
        SimdDispatch.Run(
            new Gate
            {
                X = x.Of(x.Length, Channels),
                GateValues = state.Gate[sample].Pointer,
                Residual = residual is { } r ? r.Of(x.Length, Channels) : null,
                Y = y.Of(x.Length, Channels),
                Rows = x.Length,
                Columns = Channels,
            },
            Channels);
    }

    /// <summary>Backward for one sample: writes dx and, with a residual, dResidual. dx may be dy, if there is no residual.</summary>
    public void Backward(Sample x, Sample y, Sample dy, Sample? dResidual, Sample dx, SqueezeExciteState state, int sample)
    {
        SimdDispatch.Run(
            new GateGradientSums
            {
                X = x.Of(x.Length, Channels),
                Y = y.Of(x.Length, Channels),
                Dy = dy.Of(x.Length, Channels),
                DResidual = dResidual is { } d ? d.Of(x.Length, Channels) : null,
                DGate = state.DGate[sample].Of(1, Channels),
                Rows = x.Length,
                Columns = Channels,
            },
            Channels);
        BackwardGate(state, x.Length, sample);
        Sample g = dResidual ?? dy;
        SimdDispatch.Run(
            new ChannelAffine
            {
                X = g.Pointer,
                Y = dx.Of(x.Length, Channels),
                Rows = x.Length,
                Columns = Channels,
                Scale = state.Gate[sample].Pointer,
                Shift = state.DMean[sample].Pointer,
            },
            Channels);
    }

    // From the gate's gradient to that of the mean, per time step: dgate · gate · (1 − gate) through the two layers.
    private void BackwardGate(SqueezeExciteState state, int length, int sample)
    {
        Span<float> gate = state.Gate[sample].Values, dGate = state.DGate[sample].Values, dMean = state.DMean[sample].Values;
        for (int c = 0; c < gate.Length; c++)
            dGate[c] *= gate[c] * (1 - gate[c]);
        _fc2.Backward(state.Hidden[sample], state.Logit[sample], state.DGate[sample], state.DHidden[sample]);
        _fc1.Backward(state.Mean[sample], state.Hidden[sample], state.DHidden[sample], state.DMean[sample]);
        for (int c = 0; c < dMean.Length; c++)
            dMean[c] /= length;
    }
}

/// <summary>Holds what squeeze-and-excitation saves for backward, and its gradients.</summary>
public sealed class SqueezeExciteState
{
    internal SqueezeExciteState(int samples, int channels, int squeezed)
    {
        (Mean, Logit, Gate) = (new Tensor(samples, 1, channels), new Tensor(samples, 1, channels), new Tensor(samples, 1, channels));
        (DMean, DGate) = (new Tensor(samples, 1, channels), new Tensor(samples, 1, channels));
        (Hidden, DHidden) = (new Tensor(samples, 1, squeezed), new Tensor(samples, 1, squeezed));
    }

    internal Tensor Mean { get; }

    internal Tensor Hidden { get; }

    internal Tensor Logit { get; }

    internal Tensor Gate { get; }

    internal Tensor DMean { get; }

    internal Tensor DHidden { get; }

    internal Tensor DGate { get; }
}
