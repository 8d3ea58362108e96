using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>
/// 1-D convolution without bias, with "same" padding as in Keras:
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

    /// <summary>Input channels.</summary>
    public int Inputs { get; }

    /// <summary>Output channels.</summary>
    public int Outputs { get; }

    /// <summary>Taps.</summary>
    public int Kernel { get; }

    /// <summary>Input steps between outputs.</summary>
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
    public long FloatingPointOperations(int length) => 2L * OutputLength(length) * Kernel * Inputs * Outputs;

    /// <summary>Allocates the memory for inputs of one length.</summary>
    /// <param name="length">L.</param>
    /// <param name="scratch">Shared by the convolutions of one pass.</param>
    /// <param name="training">Whether the weights' gradient is computed.</param>
    /// <param name="inputGradient">Whether the input's is, too.</param>
    public Conv1dState Allocate(int length, ConvolutionScratch scratch, bool training, bool inputGradient) =>
        new(this, length, scratch, training, inputGradient);

    /// <summary>Forward, first part, once per batch: packs the current weights.</summary>
    public void Prepare(Conv1dState state) => Own(state).Filter.Pack(Weight.Pointer);

    /// <summary>
    /// Forward, first part, for inference: packs the weights times the normalisation's scale, so that the normalisation
    /// costs nothing.
    /// </summary>
    public void PrepareFolded(Conv1dState state, BatchNormState normalization)
    {
        Sample folded = Own(state).Folded(this);
        SimdDispatch.Run(
            new Gate { X = Weight.Pointer, GateValues = normalization.Of(Outputs).Scale, Y = folded.Pointer, Rows = folded.Length, Columns = Outputs },
            Outputs);
        state.Filter.Pack(folded.Pointer);
    }

    /// <summary>y = conv(x) for one sample.</summary>
    /// <param name="x">(L, inputs), padded by <see cref="Padding"/>.</param>
    /// <param name="y">(ceil(L / stride), outputs).</param>
    /// <param name="state">After <see cref="Prepare"/>.</param>
    public void Forward(Sample x, Sample y, Conv1dState state) =>
        state.Filter.Run(FirstInput(x, state), Stride * Inputs, Output(y, state), Outputs, y.Length, null, accumulate: false, relu: false);

    /// <summary>y = conv(x) · scale + shift, rectified if asked, for one sample.</summary>
    /// <param name="x">(L, inputs), padded by <see cref="Padding"/>.</param>
    /// <param name="y">(ceil(L / stride), outputs).</param>
    /// <param name="state">After <see cref="PrepareFolded"/>.</param>
    /// <param name="normalization">The statistics that were folded.</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    public void ForwardFolded(Sample x, Sample y, Conv1dState state, BatchNormState normalization, bool relu) =>
        state.Filter.Run(FirstInput(x, state), Stride * Inputs, Output(y, state), Outputs, y.Length, normalization.Of(Outputs).Shift, accumulate: false, relu);

    /// <summary>Backward, first part, once per batch.</summary>
    public void PrepareBackward(Conv1dState state)
    {
        Own(state).WeightGradient?.Clear();
        if (state.Phases.Length == 0)
            return;
        float* flipped = state.Flipped.Pointer;
        for (int phase = 0; phase < Stride; phase++)
        {
            float* first = flipped;
            // The taps in reverse order, with inputs and outputs exchanged: (tap, out, in).
            for (int tap = Kernel - 1 - ((Kernel - 1 - phase + Stride) % Stride); tap >= phase; tap -= Stride)
            {
                Transpose(Weight.Pointer + (tap * Inputs * Outputs), flipped);
                flipped += Inputs * Outputs;
            }

            state.Phases[phase].Pack(first);
        }
    }

    /// <summary>dw += xᵀ dy for one sample.</summary>
    public void BackwardWeight(Sample x, Sample dy, Conv1dState state)
    {
        float* first = FirstInput(x, state), gradient = Output(dy, state);
        int done = state.WeightGradient?.Add(first, dy) ?? 0;
        if (done < dy.Length)
            SimdDispatch.Run(
                new ConvolutionWeightGradient
                {
                    X = first + ((nint)done * Stride * Inputs),
                    XStride = Stride * Inputs,
                    Dy = gradient + ((nint)done * Outputs),
                    DyStride = Outputs,
                    Dw = Weight.GradientPointer,
                    DwStride = Outputs,
                    Rows = dy.Length - done,
                    Inner = Kernel * Inputs,
                },
                Outputs);
    }

    /// <summary>
    /// dx = conv(dy, flipped weights) for one sample, one convolution per phase of the stride: the inputs p with the same
    /// (p + padLeft) mod stride see the same taps.
    /// </summary>
    /// <param name="dy">(ceil(L / stride), outputs), padded by <see cref="Padding"/>.</param>
    /// <param name="dx">(L, inputs).</param>
    /// <param name="state">After <see cref="PrepareBackward"/>.</param>
    /// <param name="accumulate">Add to what dx holds.</param>
    public void BackwardInput(Sample dy, Sample dx, Conv1dState state, bool accumulate)
    {
        float* gradient = Output(dy, state, Padding), inputs = dx.Of(state.Length, Inputs);
        int padLeft = PadLeft(dx.Length);
        for (int phase = 0; phase < Stride; phase++)
        {
            int taps = PhaseTaps(phase);
            if (taps == 0 && accumulate)
                continue;
            int firstQ = Math.Max(0, CeilDivide(padLeft - phase, Stride)), first = phase - padLeft + (Stride * firstQ);
            state.Phases[phase].Run(
                gradient + ((nint)(firstQ - (taps - 1)) * Outputs),
                Outputs,
                inputs + ((nint)first * Inputs),
                Stride * Inputs,
                CeilDivide(dx.Length - first, Stride),
                null,
                accumulate,
                relu: false);
        }
    }

    /// <summary>Backward, last part, once per batch.</summary>
    public void FinishBackward(Conv1dState state) => Own(state).WeightGradient?.AddTo(Weight.GradientPointer);

    /// <summary>Number of taps that apply to the inputs of a phase.</summary>
    internal int PhaseTaps(int phase) => (Kernel - phase + Stride - 1) / Stride;

    private static int CeilDivide(int a, int b) => (a + b - 1 + (a < 0 ? -(b - 1) : 0)) / b;

    // In blocks of whole cache lines, so that few lines are touched at a time: powers of two apart, more would evict each other.
    private void Transpose(float* source, float* destination)
    {
        const int block = 16;
        for (int i0 = 0; i0 < Inputs; i0 += block)
            for (int o0 = 0; o0 < Outputs; o0 += block)
            {
                int lastInput = Math.Min(i0 + block, Inputs), lastOutput = Math.Min(o0 + block, Outputs);
                for (int o = o0; o < lastOutput; o++)
                {
                    float* d = destination + (o * Inputs), s = source + o;
                    for (int i = i0; i < lastInput; i++)
                        d[i] = s[i * Outputs];
                }
            }
    }

    private float* FirstInput(Sample x, Conv1dState state) =>
        x.Of(Own(state).Length, Inputs, Padding) - ((nint)PadLeft(x.Length) * Inputs);

    private float* Output(Sample y, Conv1dState state, int padding = 0) => y.Of(OutputLength(Own(state).Length), Outputs, padding);

    private Conv1dState Own(Conv1dState state) => state.Owner == this ? state
        : throw new ArgumentException($"{Weight.Name}: the memory is that of {state.Owner.Weight.Name}.");
}
