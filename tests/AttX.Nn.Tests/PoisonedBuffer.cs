namespace AttX.Nn.Tests;

/// <summary>
/// Floats between borders of a NaN with a bit pattern of its own: a read beyond the ends spoils the result, a write is seen.
/// The inside starts poisoned too, so that gaps between rows are guarded like the borders. Never on a vector's boundary.
/// </summary>
internal sealed unsafe class PoisonedBuffer
{
    public const uint Poison = 0x7FC0DEAD;
    private const int Border = 67;
    private readonly float[] _array;
    private uint[] _snapshot = [];

    public PoisonedBuffer(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(length + (2 * Border), pinned: true);
        Array.Fill(_array, BitConverter.UInt32BitsToSingle(Poison));
    }

    public int Length { get; }

    public float* Pointer => (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _array[Border]);

    public Span<float> Values => _array.AsSpan(Border, Length);

    public double[] ToDoubles() => [.. Values.ToArray().Select(v => (double)v)];

    public void TakeSnapshot() => _snapshot = Bits();

    public bool IsUnchanged() => Bits().SequenceEqual(_snapshot);

    public bool BordersAreIntact() =>
        _array.AsSpan(0, Border).ToArray().Concat(_array.AsSpan(Border + Length).ToArray()).All(IsPoison);

    public static bool IsPoison(float value) => BitConverter.SingleToUInt32Bits(value) == Poison;

    public uint[] Bits() => [.. Values.ToArray().Select(BitConverter.SingleToUInt32Bits)];
}
