namespace AttX.Nn;

/// <summary>Zeroed floats aligned to 64 bytes, pinned in the managed heap.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 16;
    private readonly float[] _array;

    /// <summary>Allocates zeros.</summary>
    /// <exception cref="InsufficientMemoryException">More than <see cref="MaxLength"/>.</exception>
    public AlignedBuffer(long length)
    {
        Length = Require(length);
        _array = GC.AllocateArray<float>(Length + Alignment - 1, pinned: true);
        fixed (float* start = _array)
            Pointer = (float*)(((nint)start + 63) & ~63);
    }

    /// <summary>Maximum number of floats, so that every offset within a buffer fits 32 bits.</summary>
    public static int MaxLength => Array.MaxLength - Alignment;

    public int Length { get; }

    /// <summary>Valid as long as this object is referenced.</summary>
    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);

    /// <summary>Rounds up to a multiple of a cache line's floats.</summary>
    public static long RoundUp(long length) => (length + Alignment - 1) & -Alignment;

    /// <summary>Checks a length.</summary>
    /// <exception cref="InsufficientMemoryException">It is more than <see cref="MaxLength"/>.</exception>
    public static int Require(long length) => length >= 0 && length <= MaxLength ? (int)length : throw new InsufficientMemoryException(
        $"{length} values in one piece of memory, at most {MaxLength} can be held: choose a smaller batch, window or width.");
}
