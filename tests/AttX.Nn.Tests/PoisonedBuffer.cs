namespace AttX.Nn.Tests;

/// <summary>
/// Floats between borders of a poisonous value: a read beyond the ends spoils the result, a write is seen. The inside starts
/// poisoned too, so that gaps between rows are guarded like the borders. Never on a vector's boundary. Two poisons, as
/// neither shows everything: a NaN spoils every sum it enters, but a NaN that is read, added to and written back stays as
/// it was; the large number does not.
/// </summary>
internal sealed unsafe class PoisonedBuffer
{
    private const int Border = 131;
    private readonly float[] _array;
    private readonly float _poison;
    private uint[] _snapshot = [];

    public PoisonedBuffer(int length, float poison)
    {
        (Length, _poison) = (length, poison);
        _array = GC.AllocateArray<float>(length + (2 * Border), pinned: true);
        Array.Fill(_array, poison);
    }

    public static float[] Poisons { get; } = [BitConverter.UInt32BitsToSingle(0x7FC0DEAD), 1.2345678e9f];

    public int Length { get; }

    public float* Pointer => (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _array[Border]);

    public Span<float> Values => _array.AsSpan(Border, Length);

    public double[] ToDoubles() => [.. Values.ToArray().Select(v => (double)v)];

    public void TakeSnapshot() => _snapshot = Bits();

    public bool IsUnchanged() => Bits().SequenceEqual(_snapshot);

    public bool BordersAreIntact() =>
        _array.AsSpan(0, Border).ToArray().Concat(_array.AsSpan(Border + Length).ToArray()).All(IsPoison);

    public bool IsPoison(float value) => BitConverter.SingleToUInt32Bits(value) == BitConverter.SingleToUInt32Bits(_poison);

    public bool IsPoison(double value) => value.Equals((double)_poison);

    public uint[] Bits() => [.. Values.ToArray().Select(BitConverter.SingleToUInt32Bits)];
}
