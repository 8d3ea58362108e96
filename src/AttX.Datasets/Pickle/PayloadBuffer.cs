using System.Runtime.InteropServices;

namespace AttX.Datasets.Pickle;

/// <summary>
/// The bytes of one array, in the storage of a double[]: a float64 array (the usual case) is handed out as it was read,
/// without a copy. Memory follows the bytes that arrive, not what a length claims.
/// </summary>
internal sealed class PayloadBuffer
{
    /// <summary>No claim is believed beyond this before the bytes are there.</summary>
    private const long TrustedBytes = 64 << 20;

    /// <summary>The largest array, in bytes: 2 GB, 100 hours at 700 Hz.</summary>
    public const long MaxBytes = int.MaxValue - 64;

    private double[] _storage;
    private bool _handedOut;

    /// <summary>An empty buffer that expects this many bytes.</summary>
    public PayloadBuffer(long expectedBytes) =>
        _storage = GC.AllocateUninitializedArray<double>(Doubles(Math.Clamp(expectedBytes, 8, TrustedBytes)));

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_storage.AsSpan())[..Length];

    /// <summary>Room for more; may be empty.</summary>
    public Span<byte> Free => MemoryMarshal.AsBytes(_storage.AsSpan())[Length..];

    /// <summary>Takes what was written to <see cref="Free"/>.</summary>
    public void Commit(int bytes) => Length += bytes;

    /// <summary>Makes room, by doubling.</summary>
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

    /// <summary>The storage itself, if it is exactly the wanted array and nobody has it yet; else a copy.</summary>
    public double[] TakeDoubles()
    {
        if (_handedOut || 8L * _storage.Length != Length)
            return MemoryMarshal.Cast<byte, double>(Bytes).ToArray();
        _handedOut = true;
        return _storage;
    }

    private static int Doubles(long bytes) => (int)((bytes + 7) / 8);
}
