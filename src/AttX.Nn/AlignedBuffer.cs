namespace AttX.Nn;

/// <summary>Zeroed floats at an address that is a multiple of 64 bytes, in the managed heap but never moved.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 16;
    private readonly float[] _array;

    public AlignedBuffer(long length)
    {
        Length = checked((int)length);
        _array = GC.AllocateArray<float>(Length + Alignment - 1, pinned: true);
        fixed (float* start = _array)
            Pointer = (float*)(((nint)start + 63) & ~63);
    }

    public int Length { get; }

    /// <summary>Valid as long as this object is referenced.</summary>
    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);

    /// <summary>The next multiple of a cache line's floats.</summary>
    public static int RoundUp(int length) => (length + Alignment - 1) & -Alignment;
}
