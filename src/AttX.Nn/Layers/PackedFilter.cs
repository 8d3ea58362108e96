using AttX.Nn.Kernels;
using AttX.Nn.Simd;

namespace AttX.Nn.Layers;

/// <summary>
/// Memory that the convolutions of one pass share, each overwriting the last one's values. It grows only while the pass is
/// assembled.
/// </summary>
public sealed unsafe class ConvolutionScratch
{
    private AlignedBuffer _buffer = new(0);

    internal float* Pointer => _buffer.Pointer;

    /// <summary>Memory of minimal filtering: all points of all tiles, of the inputs and of the outputs.</summary>
    internal static long Floats(int rows, int inputs, int outputs) =>
        checked((long)Winograd.Points * (rows / Winograd.Outputs) * ((long)inputs + outputs));

    internal void Require(long length)
    {
        if (length > _buffer.Length)
            _buffer = new AlignedBuffer(length);
    }
}

/// <summary>
/// Weights (taps · inputs, outputs) in the form that the kernels read: unchanged, or, for five taps at stride 1,
/// transformed once for <see cref="Winograd"/>.
/// </summary>
internal sealed unsafe class PackedFilter
{
    private readonly int _taps;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly AlignedBuffer? _transformed;
    private readonly ConvolutionScratch _scratch;
    private readonly int _rows;
    private float* _weights;

    public PackedFilter(int taps, int inputs, int outputs, int stride, int rows, ConvolutionScratch scratch)
    {
        (_taps, _inputs, _outputs, _rows, _scratch) = (taps, inputs, outputs, rows, scratch);
        if (!Pays(taps, inputs, outputs, stride, rows))
            return;
        _transformed = new AlignedBuffer((long)Winograd.Points * inputs * outputs);
        scratch.Require(ConvolutionScratch.Floats(rows, inputs, outputs));
    }

    /// <summary>Whether minimal filtering is faster: below a vector of channels the transforms cost more than they save.</summary>
    public static bool Pays(int taps, int inputs, int outputs, int stride, int rows) =>
        taps == Winograd.Taps && stride == 1 && Math.Min(inputs, outputs) >= 16 && rows >= 8 * Winograd.Outputs;

    /// <summary>Packs the weights. Unless they are transformed, their memory is read until the next call.</summary>
    public void Pack(float* weights)
    {
        _weights = weights;
        if (_transformed != null)
            SimdDispatch.Run(
                new WinogradWeights { W = weights, U = _transformed.Pointer, Columns = _inputs * _outputs }, _inputs * _outputs);
    }

    /// <summary>Convolves: see <see cref="Convolution"/> for the arguments.</summary>
    public void Run(float* x, int xStride, float* y, nint yStride, int rows, float* bias, bool accumulate, bool relu)
    {
        if (rows > _rows)
            throw new ArgumentException($"A convolution that was allocated for {_rows} rows was given {rows}.");
        int tiles = _transformed == null ? 0 : rows / Winograd.Outputs, tiled = tiles * Winograd.Outputs;
        if (tiles > 0)
            RunTiles(x, y, tiles, bias, accumulate, relu);
        if (tiled == rows)
            return;
        SimdDispatch.Run(
            new Convolution
            {
                X = x + ((nint)tiled * xStride),
                XStride = xStride,
                W = _weights,
                WStride = _outputs,
                Bias = bias,
                Y = y + (tiled * yStride),
                YStride = yStride,
                Rows = rows - tiled,
                Inner = _taps * _inputs,
                Accumulate = accumulate,
                Relu = relu,
            },
            _outputs);
    }

    private void RunTiles(float* x, float* y, int tiles, float* bias, bool accumulate, bool relu)
    {
        float* v = _scratch.Pointer, m = v + (Winograd.Points * tiles * _inputs);
        SimdDispatch.Run(new WinogradInput { X = x, V = v, Tiles = tiles, Columns = _inputs }, _inputs);
        for (int p = 0; p < Winograd.Points; p++)
            SimdDispatch.Run(
                new Convolution
                {
                    X = v + (p * tiles * _inputs),
                    XStride = _inputs,
                    W = _transformed!.Pointer + (p * _inputs * _outputs),
                    WStride = _outputs,
                    Y = m + (p * tiles * _outputs),
                    YStride = _outputs,
                    Rows = tiles,
                    Inner = _inputs,
                },
                _outputs);
        SimdDispatch.Run(
            new WinogradOutput { M = m, Bias = bias, Y = y, Tiles = tiles, Columns = _outputs, Accumulate = accumulate, Relu = relu },
            _outputs);
    }
}
