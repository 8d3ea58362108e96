using AttX.Ground;

namespace AttX.Nn;

/// <summary>Initial values of a parameter.</summary>
public enum Initialization
{
    /// <summary>All zero.</summary>
    Zeros,

    /// <summary>All one.</summary>
    Ones,

    /// <summary>The identity matrix.</summary>
    Identity,

    /// <summary>Uniform within ±sqrt(6 / (fan in + fan out)) (Glorot and Bengio 2010); fans of a convolution: k·in and k·out.</summary>
    GlorotUniform,

    /// <summary>The same values for an array whose order is PyTorch's inside too; a vector is a matrix of one column.</summary>
    GlorotInOrder,
}

/// <summary>
/// One named array of a network. <see cref="Shape"/> is PyTorch's; inside, weights of convolutions (out, in, k) and linear
/// layers (out, in) are stored as the matrix (k·in, out) that the kernels read, output channels contiguous.
/// </summary>
public sealed unsafe class Parameter
{
    private readonly ParameterArena _arena;
    private readonly int _offset;

    internal Parameter(ParameterArena arena, int offset, string name, int[] shape, Initialization initialization)
    {
        (_arena, _offset, Name, Shape, Initialization) = (arena, offset, name, shape, initialization);
        Length = shape.Aggregate(1, (a, b) => AlignedBuffer.Require((long)a * b));
    }

    /// <summary>The name in a checkpoint (docs/network.md).</summary>
    public string Name { get; }

    /// <summary>The shape in a checkpoint.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>Its initial values.</summary>
    public Initialization Initialization { get; }

    /// <summary>The values in the kernels' order.</summary>
    public Span<float> Values => new(Pointer, Length);

    /// <summary>The gradient, in the kernels' order.</summary>
    public Span<float> Gradient => new(GradientPointer, Length);

    internal float* Pointer => _arena.Values.Pointer + _offset;

    internal float* GradientPointer => _arena.Gradients.Pointer + _offset;

    private bool IsMatrix => Initialization == Initialization.GlorotUniform;

    /// <summary>Copies from the kernels' order (k, in, out) to PyTorch's (out, in, k).</summary>
    public void Export(ReadOnlySpan<float> kernelOrder, Span<float> torchOrder) => Reorder(kernelOrder, torchOrder, toTorch: true);

    /// <summary>Copies from PyTorch's order (out, in, k) to the kernels' (k, in, out).</summary>
    public void Import(ReadOnlySpan<float> torchOrder, Span<float> kernelOrder) => Reorder(torchOrder, kernelOrder, toTorch: false);

    internal void Initialize(ulong seed)
    {
        switch (Initialization)
        {
            case Initialization.Zeros:
                Values.Clear();
                break;
            case Initialization.Ones:
                Values.Fill(1);
                break;
            case Initialization.Identity:
                Values.Clear();
                for (int i = 0; i < Shape[0]; i++)
                    Values[(i * Shape[0]) + i] = 1;
                break;
            case Initialization.GlorotUniform or Initialization.GlorotInOrder:
                // Drawn in PyTorch's order from random numbers of its own, so that a layer's weights depend on seed and name alone.
                Rng rng = new(Rng.Derive(seed, Name));
                int taps = Shape.Count > 2 ? Shape[2] : 1;
                double limit = Math.Sqrt(6.0 / (taps * (Shape[0] + (Shape.Count > 1 ? Shape[1] : 1))));
                float[] drawn = new float[Length];
                for (int i = 0; i < drawn.Length; i++)
                    drawn[i] = (float)(((2 * rng.NextDouble()) - 1) * limit);
                Import(drawn, Values);
                break;
            default:
                throw new InvalidOperationException($"{Name}: unknown initialization {Initialization}.");
        }
    }

    private void Reorder(ReadOnlySpan<float> source, Span<float> destination, bool toTorch)
    {
        if (source.Length != Length || destination.Length != Length)
            throw new ArgumentException($"{Name} has {Length} values; got {source.Length} and {destination.Length}.");
        if (!IsMatrix)
        {
            source.CopyTo(destination);
            return;
        }

        int outs = Shape[0], ins = Shape[1], taps = Shape.Count > 2 ? Shape[2] : 1;
        for (int o = 0; o < outs; o++)
            for (int i = 0; i < ins; i++)
                for (int t = 0; t < taps; t++)
                {
                    int torch = (((o * ins) + i) * taps) + t, kernel = (((t * ins) + i) * outs) + o;
                    destination[toTorch ? torch : kernel] = source[toTorch ? kernel : torch];
                }
    }
}
