using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AttX.Classical.Learning;

namespace AttX.Classical.SupportVectors;

/// <summary>
/// Rows of the radial kernel matrix of a training set, computed when asked for; those asked for last are kept, within a bound of memory. The features lie
/// column by column, so that one row is computed for sixteen others at a time.
/// </summary>
internal sealed class KernelRows
{
    private const int Block = 16;
    private const long MostBytes = 128 << 20;

    private readonly Samples _samples;
    private readonly double _gamma;
    private readonly double[] _columns, _squares;
    private readonly int _stride, _capacity;
    private readonly double[]?[] _kept;
    private readonly LinkedListNode<int>[] _nodes;
    private readonly LinkedList<int> _recent = new();

    /// <summary>Prepares the rows.</summary>
    /// <param name="samples">The training rows.</param>
    /// <param name="gamma">Of exp(−γ‖x − y‖²).</param>
    /// <param name="mostBytes">Memory of the rows kept, at most; two are kept in any case.</param>
    public KernelRows(Samples samples, double gamma, long mostBytes = MostBytes)
    {
        (_samples, _gamma) = (samples, gamma);
        Length = samples.Rows;
        _stride = (Length + Block - 1) / Block * Block;
        _columns = new double[_stride * samples.Columns];
        _squares = new double[_stride];
        _kept = new double[Length][];
        _nodes = [.. Enumerable.Range(0, Length).Select(i => new LinkedListNode<int>(i))];
        _capacity = (int)Math.Clamp(mostBytes / (8L * _stride), 2, Math.Max(2, Length));
        for (int r = 0; r < Length; r++)
        {
            for (int c = 0; c < samples.Columns; c++)
                _columns[(c * _stride) + r] = samples[r][c];
            _squares[r] = VectorMath.Dot(samples[r], samples[r]);
        }
    }

    /// <summary>Number of training rows.</summary>
    public int Length { get; }

    /// <summary>Entries of a returned row: the number of training rows and a few without meaning, up to whole vectors.</summary>
    public int Stride => _stride;

    /// <summary>Returns a row of the kernel matrix, valid until the next but one is asked for.</summary>
    public double[] this[int row]
    {
        get
        {
            if (_kept[row] is { } known)
            {
                _recent.Remove(_nodes[row]);
                _recent.AddFirst(_nodes[row]);
                return known;
            }

            double[] values = Buffer();
            Compute(_samples[row], _squares[row], values);
            _recent.AddFirst(_nodes[row]);
            return _kept[row] = values;
        }
    }

    private double[] Buffer()
    {
        if (_recent.Count < _capacity)
            return new double[_stride];
        int oldest = _recent.Last!.Value;
        _recent.RemoveLast();
        double[] values = _kept[oldest]!;
        _kept[oldest] = null;
        return values;
    }

    private void Compute(ReadOnlySpan<double> row, double square, double[] values)
    {
        for (int first = 0; first < _stride; first += Block)
        {
            Vector256<double> a = default, b = default, c = default, d = default;
            for (int k = 0; k < row.Length; k++)
            {
                Vector256<double> x = Vector256.Create(row[k]);
                ReadOnlySpan<Vector256<double>> others = MemoryMarshal.Cast<double, Vector256<double>>(_columns.AsSpan((k * _stride) + first, Block));
                a += x * others[0];
                b += x * others[1];
                c += x * others[2];
                d += x * others[3];
            }

            Span<Vector256<double>> products = MemoryMarshal.Cast<double, Vector256<double>>(values.AsSpan(first, Block));
            (products[0], products[1], products[2], products[3]) = (a, b, c, d);
        }

        Radial(values, square);
    }

    private void Radial(double[] values, double square)
    {
        Span<Vector256<double>> kernel = MemoryMarshal.Cast<double, Vector256<double>>(values.AsSpan());
        ReadOnlySpan<Vector256<double>> squares = MemoryMarshal.Cast<double, Vector256<double>>(_squares);
        for (int i = 0; i < kernel.Length; i++)
            kernel[i] = Vector256.Exp(-_gamma * (Vector256.Create(square) + squares[i] - (2 * kernel[i])));
    }
}
