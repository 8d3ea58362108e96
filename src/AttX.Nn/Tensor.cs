namespace AttX.Nn;

/// <summary>
/// Activations of a batch, channels-last: (samples, length, channels), with <see cref="Padding"/> rows before and after each
/// sample that are zero for good, so that a convolution reads past the ends without a test. Memory is 64-byte aligned.
/// </summary>
public sealed unsafe class Tensor
{
    /// <summary>A tensor of zeros.</summary>
    /// <param name="samples">The largest batch it holds.</param>
    /// <param name="length">Time steps.</param>
    /// <param name="channels">Values a time step.</param>
    /// <param name="padding">Zero rows on each side of every sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    /// <exception cref="InsufficientMemoryException">It is more than one piece of memory holds.</exception>
    public Tensor(int samples, int length, int channels, int padding = 0)
        : this(samples, length, channels, padding, new AlignedBuffer(Floats(samples, length, channels, padding)))
    {
    }

    internal Tensor(int samples, int length, int channels, int padding, AlignedBuffer buffer)
    {
        (Samples, Length, Channels, Padding) = (samples, length, channels, padding);
        if (buffer.Length < Floats(samples, length, channels, padding))
            throw new ArgumentException($"{samples} × ({length} + 2 · {padding}) × {channels} values do not fit a buffer of {buffer.Length}.", nameof(buffer));
        SampleStride = (int)Stride(length, channels, padding);
        Buffer = buffer;
    }

    /// <summary>The largest batch it holds.</summary>
    public int Samples { get; }

    /// <summary>Time steps.</summary>
    public int Length { get; }

    /// <summary>Values per time step.</summary>
    public int Channels { get; }

    /// <summary>Zero rows on each side of every sample.</summary>
    public int Padding { get; }

    internal AlignedBuffer Buffer { get; }

    private int SampleStride { get; }

    /// <summary>One sample of the batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has no such sample.</exception>
    public Sample this[int sample]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sample, (uint)Samples, nameof(sample));
            return new Sample(Buffer.Pointer + ((nint)sample * SampleStride) + (Padding * Channels), this);
        }
    }

    /// <summary>What a tensor of this shape takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    /// <exception cref="InsufficientMemoryException">It is more than one piece of memory holds.</exception>
    internal static int Floats(int samples, int length, int channels, int padding)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(channels);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        return AlignedBuffer.Require(samples * (long)AlignedBuffer.Require(Stride(length, channels, padding)));
    }

    private static long Stride(int length, int channels, int padding)
    {
        Int128 floats = ((Int128)length + (2L * padding)) * channels;
        return AlignedBuffer.RoundUp((long)Int128.Min(floats, long.MaxValue / 2));
    }
}
