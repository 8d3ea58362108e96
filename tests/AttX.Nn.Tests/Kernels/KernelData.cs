using AttX.Ground;

namespace AttX.Nn.Tests.Kernels;

/// <summary>The memory of one run of a kernel: random inputs, guarded outputs, and what the twin says these must become.</summary>
internal sealed unsafe class KernelData(ulong seed, float poison)
{
    /// <summary>Unit roundoff of float32: half a unit in the last place.</summary>
    private const double Roundoff = 1.0 / (1 << 24);

    /// <summary>Below this everything is as good as zero: exponentials underflow gradually.</summary>
    private const double Underflow = 1e-37;

    private readonly Rng _rng = new(seed);
    private readonly List<PoisonedBuffer> _buffers = [];
    private readonly List<Expectation> _expectations = [];
    private readonly List<nint[]> _pointers = [];

    private sealed record Expectation(string Name, PoisonedBuffer Buffer, double[] Expected, double[] Magnitude, double Roundings);

    /// <summary>Random values, uniform.</summary>
    public PoisonedBuffer Random(int length, double low = -1, double high = 1) => RandomRows(1, length, length, low, high);

    /// <summary>Rows of random values; the gaps between them stay poisoned. Rows may overlap.</summary>
    public PoisonedBuffer RandomRows(int rows, int columns, int stride, double low = -1, double high = 1)
    {
        PoisonedBuffer buffer = Poisoned(rows, columns, stride);
        for (int r = 0; r < rows; r++)
            foreach (ref float value in buffer.Values.Slice(r * stride, columns))
                value = (float)(low + (_rng.NextDouble() * (high - low)));
        return buffer;
    }

    /// <summary>As a ReLU leaves it: half of the values are 0.</summary>
    public PoisonedBuffer Rectified(int length)
    {
        PoisonedBuffer buffer = Random(length);
        foreach (ref float value in buffer.Values)
            value = Math.Max(0, value);
        return buffer;
    }

    /// <summary>Memory that the kernel is to fill.</summary>
    public PoisonedBuffer Poisoned(int rows, int columns, int stride)
    {
        PoisonedBuffer buffer = new(rows == 0 ? 0 : ((rows - 1) * stride) + columns, poison);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Memory that the kernel is to fill, without gaps.</summary>
    public PoisonedBuffer Poisoned(int length) => Poisoned(1, length, length);

    public float** Pointers(PoisonedBuffer[] buffers)
    {
        nint[] pointers = GC.AllocateArray<nint>(buffers.Length, pinned: true);
        for (int i = 0; i < buffers.Length; i++)
            pointers[i] = (nint)buffers[i].Pointer;
        _pointers.Add(pointers);
        return (float**)System.Runtime.CompilerServices.Unsafe.AsPointer(ref pointers[0]);
    }

    /// <summary>
    /// The buffer must become expected, each value within roundings × 2⁻²⁴ × magnitude, where magnitude is the sum of the
    /// absolute values of what is added up. Where the twin left the poison, so must the kernel.
    /// </summary>
    public void Expect(string name, PoisonedBuffer buffer, double[] expected, double[] magnitude, double roundings) =>
        _expectations.Add(new Expectation(name, buffer, expected, magnitude, roundings));

    public void TakeSnapshots() => _buffers.ForEach(b => b.TakeSnapshot());

    /// <summary>The bits of all outputs, one after another.</summary>
    public uint[] OutputBits()
    {
        GC.KeepAlive(_pointers);
        return [.. _expectations.SelectMany(e => e.Buffer.Bits())];
    }

    /// <summary>Fails with what differs.</summary>
    public void Verify(string what)
    {
        foreach (PoisonedBuffer buffer in _buffers)
        {
            if (!buffer.BordersAreIntact())
                Assert.Fail($"{what}: wrote beyond the ends of a buffer of {buffer.Length}.");
            if (_expectations.TrueForAll(e => e.Buffer != buffer) && !buffer.IsUnchanged())
                Assert.Fail($"{what}: changed an input of {buffer.Length} values.");
        }

        foreach (Expectation expectation in _expectations)
            Verify(what, expectation);
    }

    private static void Verify(string what, Expectation e)
    {
        for (int i = 0; i < e.Expected.Length; i++)
        {
            float actual = e.Buffer.Values[i];
            bool close = e.Buffer.IsPoison(e.Expected[i])
                ? e.Buffer.IsPoison(actual)
                : Math.Abs(actual - e.Expected[i]) <= (1.01 * Roundoff * e.Roundings * e.Magnitude[i]) + (e.Roundings > 0 ? Underflow : 0);
            if (!close)
                Assert.Fail($"{what}: {e.Name}[{i}] is {actual:R}, the twin says {e.Expected[i]:R} ± {e.Roundings} roundings of {e.Magnitude[i]:R}.");
        }
    }
}
