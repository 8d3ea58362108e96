using System.Runtime.Intrinsics;
using AttX.Ground;
using AttX.Nn.Simd;

namespace AttX.Nn.Tests.Kernels;

/// <summary>One size at which a kernel is tried.</summary>
internal readonly record struct KernelSize(int Columns, int Rows, int Inner, int Variant);

/// <summary>How one kernel is tried; found by reflection (<see cref="KernelTests"/>).</summary>
internal interface IKernelCase
{
    Type Kernel { get; }

    /// <summary>At every size, the kernel as dispatched agrees with its twin.</summary>
    void VerifyAgainstTwin();

    /// <summary>At every size, vectors of this width give the scalar bits.</summary>
    void VerifyBits(SimdTier tier);
}

/// <summary>Tries kernel K at sizes around every tile's edge.</summary>
internal abstract class KernelCase<K> : IKernelCase
    where K : struct, IColumnKernel
{
    public Type Kernel => typeof(K);

    protected virtual int[] Columns => [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 64];

    protected virtual int[] Rows => [0, 1, 7, 8, 9, 13];

    protected virtual int[] Inner => [0];

    protected virtual int Variants => 1;

    public void VerifyAgainstTwin()
    {
        foreach (KernelSize size in Sizes())
            foreach (float poison in PoisonedBuffer.Poisons)
            {
                (K kernel, KernelData data) = Prepare(size, poison);
                SimdDispatch.Run(kernel, size.Columns);
                data.Verify($"{typeof(K).Name} {size}");
            }
    }

    public void VerifyBits(SimdTier tier)
    {
        foreach (KernelSize size in Sizes())
        {
            (K scalar, KernelData expected) = Prepare(size, PoisonedBuffer.Poisons[0]);
            scalar.Run<SimdScalar, float>(0, size.Columns);
            (K kernel, KernelData actual) = Prepare(size, PoisonedBuffer.Poisons[0]);
            Run(kernel, size.Columns, tier);
            if (!actual.OutputBits().SequenceEqual(expected.OutputBits()))
                Assert.Fail($"{typeof(K).Name} {size}: {tier} gives other bits than scalar code.");
        }
    }

    /// <summary>Fills the data for a size, tells it what to expect, and returns the kernel bound to it.</summary>
    protected abstract K Arrange(KernelSize size, KernelData data);

    protected static double[] Absolute(double[] values) => [.. values.Select(Math.Abs)];

    // What fits at the width, the rest one by one.
    private static void Run(K kernel, int columns, SimdTier tier)
    {
        int width = (int)tier / 32, whole = columns / width * width;
        switch (tier)
        {
            case SimdTier.Bits512:
                kernel.Run<Simd512, Vector512<float>>(0, whole);
                break;
            case SimdTier.Bits256:
                kernel.Run<Simd256, Vector256<float>>(0, whole);
                break;
            default:
                kernel.Run<Simd128, Vector128<float>>(0, whole);
                break;
        }

        kernel.Run<SimdScalar, float>(whole, columns);
    }

    private (K Kernel, KernelData Data) Prepare(KernelSize size, float poison)
    {
        KernelData data = new(Rng.Derive(1, size.ToString()), poison);
        K kernel = Arrange(size, data);
        data.TakeSnapshots();
        return (kernel, data);
    }

    private IEnumerable<KernelSize> Sizes() =>
        from columns in Columns
        from rows in Rows
        from inner in Inner
        from variant in Enumerable.Range(0, Variants)
        select new KernelSize(columns, rows, inner, variant);
}
