using System.Diagnostics;

namespace AttX.Nn;

/// <summary>
/// Activations of a batch, channels-last: (samples, length, channels), with <see cref="Padding"/> rows before and after each
/// sample that are zero for good, so that a convolution reads past the ends without a test. Memory is 64-byte aligned.
/// </summary>
public sealed unsafe class Tensor
{
    private readonly AlignedBuffer _buffer;

    /// <summary>A tensor of zeros.</summary>
    /// <param name="samples">The largest batch it holds.</param>
    /// <param name="length">Time steps.</param>
    /// <param name="channels">Values a time step.</param>
    /// <param name="padding">Zero rows on each side of every sample.</param>
    public Tensor(int samples, int length, int channels, int padding = 0)
    {
        (Samples, Length, Channels, Padding) = (samples, length, channels, padding);
        SampleStride = AlignedBuffer.RoundUp((length + (2 * padding)) * channels);
        _buffer = new AlignedBuffer((long)samples * SampleStride);
    }

    /// <summary>The largest batch it holds.</summary>
    public int Samples { get; }

    /// <summary>Time steps.</summary>
    public int Length { get; }

    /// <summary>Values a time step.</summary>
    public int Channels { get; }

    /// <summary>Zero rows on each side of every sample.</summary>
    public int Padding { get; }

    private int SampleStride { get; }

    /// <summary>One sample of the batch.</summary>
    public Sample this[int sample]
    {
        get
        {
            Debug.Assert((uint)sample < (uint)Samples);
            return new Sample(_buffer.Pointer + ((nint)sample * SampleStride) + (Padding * Channels), this);
        }
    }
}
