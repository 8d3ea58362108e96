namespace AttX.Nn;

/// <summary>One sample of a <see cref="Tensor"/>: length × channels, with its zero rows. Valid as long as the tensor is referenced.</summary>
public readonly unsafe struct Sample
{
    internal Sample(float* pointer, Tensor tensor)
    {
        Pointer = pointer;
        (Length, Channels, Padding) = (tensor.Length, tensor.Channels, tensor.Padding);
    }

    /// <summary>Time steps.</summary>
    public int Length { get; }

    /// <summary>Values per time step.</summary>
    public int Channels { get; }

    /// <summary>Zero rows on each side.</summary>
    public int Padding { get; }

    /// <summary>The values, row by row, without the padding.</summary>
    public Span<float> Values => new(Pointer, Length * Channels);

    /// <summary>Row 0.</summary>
    internal float* Pointer { get; }

    /// <summary>Checks the shape and returns row 0. Kernels check no bounds, so every layer calls this once before it runs one.</summary>
    /// <exception cref="ArgumentException">It has another shape, or less padding.</exception>
    internal float* Of(int length, int channels, int padding = 0)
    {
        if (Length != length || Channels != channels || Padding < padding)
            Refuse(length, channels, padding);
        return Pointer;
    }

    private void Refuse(int length, int channels, int padding) => throw new ArgumentException(
        $"The sample has {Length} × {Channels} values and {Padding} rows of padding, needed are {length} × {channels} and {padding}.");
}
