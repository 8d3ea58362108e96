using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>
/// 1-D convolution without bias, "same" padding as Keras has it:
/// y[l, o] = Σ_{t, c} x[l · stride + t − padLeft, c] · w[t, c, o], with ceil(L / stride) outputs.
/// </summary>
public sealed unsafe class Conv1d : ILayer
{
    /// <summary>Registers weight (out, in, kernel) under name + ".weight".</summary>
    public Conv1d(ParameterArena arena, string name, int inputs, int outputs, int kernel, int stride = 1)
    {
        (Inputs, Outputs, Kernel, Stride) = (inputs, outputs, kernel, stride);
        Weight = arena.Add(name + ".weight", [outputs, inputs, kernel], Initialization.GlorotUniform);
        Parameters = [Weight];
    }

    /// <summary>Channels in.</summary>
    public int Inputs { get; }

    /// <summary>Channels out.</summary>
    public int Outputs { get; }

    /// <summary>Taps.</summary>
    public int Kernel { get; }

    /// <summary>Input steps from one output to the next.</summary>
    public int Stride { get; }

    /// <summary>w, shape (out, in, kernel).</summary>
    public Parameter Weight { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Zero rows that the input, and the output's gradient, must have on each side.</summary>
    public int Padding => Kernel - 1;

    /// <summary>Outputs for an input of this length: ceil(length / stride).</summary>
    public int OutputLength(int length) => (length + Stride - 1) / Stride;

    /// <summary>Zeros before the first input: half of what the last window needs beyond the input, rounded down.</summary>
    public int PadLeft(int length) => Math.Max(((OutputLength(length) - 1) * Stride) + Kernel - length, 0) / 2;

    /// <summary>Floating-point operations of one sample's forward pass, computed directly; each gradient takes as many.</summary>
    public long Operations(int length) => 2L * OutputLength(length) * Kernel * Inputs * Outputs;

    /// <summary>y = conv(x) for one sample.</summary>
    /// <param name="x">(L, inputs), padded by <see cref="Padding"/>.</param>
    /// <param name="y">(ceil(L / stride), outputs).</param>
    public void Forward(Sample x, Sample y) => Convolve(x, y, Weight.Pointer, null, relu: false);

    /// <summary>
    /// y = conv(x) · scale + shift, rectified if asked, for one sample: the normalisation of inference, at no cost of its own.
    /// </summary>
    /// <param name="x">(L, inputs), padded by <see cref="Padding"/>.</param>
    /// <param name="y">(ceil(L / stride), outputs).</param>
    /// <param name="folded">What <see cref="Fold"/> left.</param>
    /// <param name="normalization">The statistics that were folded.</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    public void ForwardFolded(Sample x, Sample y, Sample folded, BatchNormState normalization, bool relu) =>
        Convolve(x, y, folded.Pointer, normalization.Shift, relu);

    /// <summary>Writes the weights times the normalisation's scale: (kernel · inputs, outputs).</summary>
    public void Fold(BatchNormState normalization, Sample folded) => SimdDispatch.Run(
        new Gate
        {
            X = Weight.Pointer,
            GateValues = normalization.Scale,
            Y = folded.Pointer,
            Rows = Kernel * Inputs,
            Columns = Outputs,
        },
        Outputs);

    /// <summary>dw += xᵀ dy for one sample.</summary>
    public void BackwardWeight(Sample x, Sample dy) => SimdDispatch.Run(
        new ConvolutionWeightGradient
        {
            X = FirstInput(x),
            XStride = Stride * Inputs,
            Dy = dy.Pointer,
            DyStride = Outputs,
            Dw = Weight.GradientPointer,
            DwStride = Outputs,
            Rows = dy.Length,
            Inner = Kernel * Inputs,
        },
        Outputs);

    /// <summary>
    /// dx = conv(dy, flipped weights) for one sample, one convolution per phase of the stride: the inputs p with the same
    /// (p + padLeft) mod stride see the same taps.
    /// </summary>
    /// <param name="dy">(ceil(L / stride), outputs), padded by <see cref="Padding"/>.</param>
    /// <param name="dx">(L, inputs).</param>
    /// <param name="flipped">What <see cref="FlipWeight"/> left.</param>
    /// <param name="accumulate">Add to what dx holds.</param>
    public void BackwardInput(Sample dy, Sample dx, Sample flipped, bool accumulate)
    {
        int padLeft = PadLeft(dx.Length);
        float* w = flipped.Pointer;
        for (int phase = 0; phase < Stride; phase++)
        {
            int taps = (Kernel - phase + Stride - 1) / Stride;
            int firstQ = Math.Max(0, CeilDivide(padLeft - phase, Stride));
            int first = phase - padLeft + (Stride * firstQ);
            int rows = CeilDivide(dx.Length - first, Stride);
            if (taps > 0 || !accumulate)
                SimdDispatch.Run(
                    new Convolution
                    {
                        X = dy.Pointer + ((firstQ - (taps - 1)) * Outputs),
                        XStride = Outputs,
                        W = w,
                        WStride = Inputs,
                        Y = dx.Pointer + (first * Inputs),
                        YStride = Stride * Inputs,
                        Rows = rows,
                        Inner = taps * Outputs,
                        Accumulate = accumulate,
                    },
                    Inputs);
            w += taps * Outputs * Inputs;
        }
    }

    /// <summary>A tensor that holds the flipped weights.</summary>
    public Tensor AllocateFlipped() => new(1, Kernel * Outputs, Inputs);

    /// <summary>Writes, per phase, the taps in reverse order with inputs and outputs exchanged: (phase, tap, out, in).</summary>
    public void FlipWeight(Sample flipped)
    {
        float* destination = flipped.Pointer;
        for (int phase = 0; phase < Stride; phase++)
            for (int tap = Kernel - 1 - ((Kernel - 1 - phase + Stride) % Stride); tap >= phase; tap -= Stride)
            {
                Transpose(Weight.Pointer + (tap * Inputs * Outputs), destination);
                destination += Inputs * Outputs;
            }
    }

    private static int CeilDivide(int a, int b) => (a + b - 1 + (a < 0 ? -(b - 1) : 0)) / b;

    // In blocks of inputs, so that the lines being read stay in the first cache while all outputs pass.
    private void Transpose(float* source, float* destination)
    {
        const int block = 8;
        int i = 0;
        for (; i + block <= Inputs; i += block)
        {
            float* s = source + (i * Outputs), d = destination + i;
            for (int o = 0; o < Outputs; o++, s++, d += Inputs)
            {
                d[0] = s[0];
                d[1] = s[Outputs];
                d[2] = s[2 * Outputs];
                d[3] = s[3 * Outputs];
                d[4] = s[4 * Outputs];
                d[5] = s[5 * Outputs];
                d[6] = s[6 * Outputs];
                d[7] = s[7 * Outputs];
            }
        }

        for (; i < Inputs; i++)
            for (int o = 0; o < Outputs; o++)
                destination[(o * Inputs) + i] = source[(i * Outputs) + o];
    }

    private void Convolve(Sample x, Sample y, float* w, float* bias, bool relu) => SimdDispatch.Run(
        new Convolution
        {
            X = FirstInput(x),
            XStride = Stride * Inputs,
            W = w,
            WStride = Outputs,
            Bias = bias,
            Y = y.Pointer,
            YStride = Outputs,
            Rows = y.Length,
            Inner = Kernel * Inputs,
            Relu = relu,
        },
        Outputs);

    private float* FirstInput(Sample x)
    {
        if (x.Padding < Padding || x.Channels != Inputs)
            throw new ArgumentException($"{Weight.Name}: the input needs {Inputs} channels and {Padding} rows of padding, has {x.Channels} and {x.Padding}.");
        return x.Pointer - (PadLeft(x.Length) * Inputs);
    }
}
