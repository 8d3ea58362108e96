using System.Runtime.InteropServices;

namespace AttX.Datasets.Pickle;

/// <summary>
/// The bytes of one array, in the storage of a double[]: a float64 array (the usual case) is returned as it was read,
/// without a copy. Memory grows with the bytes that arrive, not with the declared length.
/// </summary>
internal sealed class PayloadBuffer
{
    /// <summary>Maximum to allocate on a declared length alone, before the bytes arrive.</summary>
    private const long TrustedBytes = 64 << 20;

    /// <summary>Maximum size of an array, in bytes: 2 GB, 100 hours at 700 Hz.</summary>
    public const long MaxBytes = int.MaxValue - 64;

    private double[] _storage;
    private bool _handedOut;

    /// <summary>Creates an empty buffer that expects this many bytes.</summary>
    public PayloadBuffer(long expectedBytes) =>
        _storage = GC.AllocateUninitializedArray<double>(Doubles(Math.Clamp(expectedBytes, 8, TrustedBytes)));

    /// <summary>Number of bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written so far.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_storage.AsSpan())[..Length];

    /// <summary>The free space; may be empty.</summary>
    public Span<byte> Free => MemoryMarshal.AsBytes(_storage.AsSpan())[Length..];

    /// <summary>Commits bytes written to <see cref="Free"/>.</summary>
    public void Commit(int bytes) => Length += bytes;

    /// <summary>Grows by doubling.</summary>
    /// <returns>False if the array would exceed <see cref="MaxBytes"/>.</returns>
    public bool Grow()
    {
        long bytes = Math.Min(16L * _storage.Length, MaxBytes);
        if (Doubles(bytes) <= _storage.Length)
            return false;
        double[] larger = GC.AllocateUninitializedArray<double>(Doubles(bytes));
        _storage.CopyTo(larger, 0);
        _storage = larger;
        return true;
    }

    /// <summary>Returns the storage itself, if it is exactly the wanted array and has not been returned yet; else a copy.</summary>
    public double[] TakeDoubles()
    {
        if (_handedOut || 8L * _storage.Length != Length)
            return MemoryMarshal.Cast<byte, double>(Bytes).ToArray();
        _handedOut = true;
        return _storage;
    }

    private static int Doubles(long bytes) => (int)((bytes + 7) / 8);
}
