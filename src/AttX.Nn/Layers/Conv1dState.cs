using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>A convolution's memory for inputs of one length: its weights as the kernels read them, forward and backward.</summary>
public sealed unsafe class Conv1dState
{
    private readonly Tensor? _flipped;
    private Tensor? _folded;

    internal Conv1dState(Conv1d conv, int length, ConvolutionScratch scratch, bool training, bool inputGradient)
    {
        (Owner, Length) = (conv, length);
        int rows = conv.OutputLength(length);
        Filter = new PackedFilter(conv.Kernel, conv.Inputs, conv.Outputs, conv.Stride, rows, scratch);
        if (training && PackedFilter.Pays(conv.Kernel, conv.Inputs, conv.Outputs, conv.Stride, rows))
            WeightGradient = new TiledWeightGradient(conv.Inputs, conv.Outputs, rows, scratch);
        Phases = [];
        if (!inputGradient)
            return;
        _flipped = new Tensor(1, conv.Kernel * conv.Outputs, conv.Inputs);
        Phases = [.. Enumerable.Range(0, conv.Stride).Select(phase =>
            new PackedFilter(conv.PhaseTaps(phase), conv.Outputs, conv.Inputs, conv.Stride, length, scratch))];
    }

    /// <summary>The convolution that it was allocated for.</summary>
    internal Conv1d Owner { get; }

    /// <summary>Length of the inputs that it was allocated for.</summary>
    internal int Length { get; }

    internal PackedFilter Filter { get; }

    /// <summary>One filter per phase; none where no input gradient is computed.</summary>
    internal PackedFilter[] Phases { get; }

    internal Sample Flipped => _flipped![0];

    /// <summary>Weights with a normalisation folded in.</summary>
    internal Sample Folded(Conv1d conv) => (_folded ??= new Tensor(1, conv.Kernel * conv.Inputs, conv.Outputs))[0];

    /// <summary>State of minimal filtering; null where the direct sum is as fast.</summary>
    internal TiledWeightGradient? WeightGradient { get; }
}

/// <summary>
/// The weight gradient of a minimally filtered convolution: du[p] = Σ_tiles (Bᵀ x)[p]ᵀ (A dy)[p], summed over the batch before
/// it is transformed back to the taps.
/// </summary>
internal sealed unsafe class TiledWeightGradient
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly AlignedBuffer _sum;
    private readonly ConvolutionScratch _scratch;

    public TiledWeightGradient(int inputs, int outputs, int rows, ConvolutionScratch scratch)
    {
        (_inputs, _outputs, _scratch) = (inputs, outputs, scratch);
        _sum = new AlignedBuffer((long)Winograd.Points * inputs * outputs);
        scratch.Require(ConvolutionScratch.Floats(rows, inputs, outputs));
    }

    public void Clear() => _sum.Span.Clear();

    /// <summary>Adds one sample.</summary>
    /// <returns>The number of rows of dy used: all but those that fill no tile.</returns>
    public int Add(float* x, Sample dy)
    {
        int tiles = dy.Length / Winograd.Outputs;
        float* v = _scratch.Pointer, e = v + (Winograd.Points * tiles * _inputs);
        SimdDispatch.Run(new WinogradInput { X = x, V = v, Tiles = tiles, Columns = _inputs }, _inputs);
        SimdDispatch.Run(new WinogradOutputGradient { Dy = dy.Pointer, E = e, Tiles = tiles, Columns = _outputs }, _outputs);
        for (int p = 0; p < Winograd.Points; p++)
            SimdDispatch.Run(
                new ConvolutionWeightGradient
                {
                    X = v + (p * tiles * _inputs),
                    XStride = _inputs,
                    Dy = e + (p * tiles * _outputs),
                    DyStride = _outputs,
                    Dw = _sum.Pointer + (p * _inputs * _outputs),
                    DwStride = _outputs,
                    Rows = tiles,
                    Inner = _inputs,
                },
                _outputs);
        return tiles * Winograd.Outputs;
    }

    /// <summary>dw += Gᵀ du.</summary>
    public void AddTo(float* dw) => SimdDispatch.Run(
        new WinogradWeightGradient { Du = _sum.Pointer, Dw = dw, Columns = _inputs * _outputs }, _inputs * _outputs);
}
