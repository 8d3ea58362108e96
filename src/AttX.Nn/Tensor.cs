using System.Diagnostics;

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
    public Tensor(int samples, int length, int channels, int padding = 0)
        : this(samples, length, channels, padding, new AlignedBuffer(Floats(samples, length, channels, padding)))
    {
    }

    internal Tensor(int samples, int length, int channels, int padding, AlignedBuffer buffer)
    {
        (Samples, Length, Channels, Padding) = (samples, length, channels, padding);
        SampleStride = AlignedBuffer.RoundUp((length + (2 * padding)) * channels);
        Buffer = buffer;
    }

    /// <summary>The largest batch it holds.</summary>
    public int Samples { get; }

    /// <summary>Time steps.</summary>
    public int Length { get; }

    /// <summary>Values a time step.</summary>
    public int Channels { get; }

    /// <summary>Zero rows on each side of every sample.</summary>
    public int Padding { get; }

    internal AlignedBuffer Buffer { get; }

    private int SampleStride { get; }

    /// <summary>One sample of the batch.</summary>
    public Sample this[int sample]
    {
        get
        {
            Debug.Assert((uint)sample < (uint)Samples);
            return new Sample(Buffer.Pointer + ((nint)sample * SampleStride) + (Padding * Channels), this);
        }
    }

    /// <summary>What a tensor of this shape takes.</summary>
    internal static long Floats(int samples, int length, int channels, int padding) =>
        (long)samples * AlignedBuffer.RoundUp((length + (2 * padding)) * channels);
}
