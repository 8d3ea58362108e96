using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AttX.Nn.Simd;

/// <summary>The widest vectors in use, in bits.</summary>
public enum SimdTier
{
    /// <summary>No vectors.</summary>
    Scalar = 32,

    /// <summary>128 bits: SSE, NEON.</summary>
    Bits128 = 128,

    /// <summary>256 bits: AVX2.</summary>
    Bits256 = 256,

    /// <summary>512 bits: AVX-512.</summary>
    Bits512 = 512,
}

/// <summary>An operation on independent columns (channels), which can run in pieces of any vector width.</summary>
internal interface IColumnKernel
{
    /// <summary>Runs the columns from first up to last; their number is a multiple of the width.</summary>
    void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct;
}

/// <summary>Chooses the vector width, once per process.</summary>
public static class SimdDispatch
{
    /// <summary>The variable that forces a narrower tier: 512, 256, 128 or scalar.</summary>
    public const string Variable = "ATTX_SIMD";

    /// <summary>The tier in use: the widest that the machine has, or the one named by <see cref="Variable"/>.</summary>
    public static SimdTier Tier { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Runs a kernel over all its columns: most with the widest vectors, the rest with narrower ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run<K>(K kernel, int columns)
        where K : struct, IColumnKernel
    {
        int done = 0;
        if (Tier >= SimdTier.Bits512)
            done = Step<K, Simd512, Vector512<float>>(ref kernel, done, columns);
        if (Tier >= SimdTier.Bits256)
            done = Step<K, Simd256, Vector256<float>>(ref kernel, done, columns);
        if (Tier >= SimdTier.Bits128)
            done = Step<K, Simd128, Vector128<float>>(ref kernel, done, columns);
        Step<K, SimdScalar, float>(ref kernel, done, columns);
    }

    internal static SimdTier Choose(string? forced)
    {
        SimdTier widest = Vector512.IsHardwareAccelerated ? SimdTier.Bits512
            : Vector256.IsHardwareAccelerated ? SimdTier.Bits256
            : Vector128.IsHardwareAccelerated ? SimdTier.Bits128
            : SimdTier.Scalar;
        SimdTier tier = forced switch
        {
            null or "" => widest,
            "512" => SimdTier.Bits512,
            "256" => SimdTier.Bits256,
            "128" => SimdTier.Bits128,
            "scalar" => SimdTier.Scalar,
            _ => throw new ArgumentException($"{Variable} is '{forced}'; it can be 512, 256, 128 or scalar."),
        };
        return tier <= widest ? tier : throw new ArgumentException($"{Variable} is {forced}, but this machine's widest vectors have {(int)widest} bits.");
    }

    private static int Step<K, S, V>(ref K kernel, int done, int columns)
        where K : struct, IColumnKernel
        where S : struct, ISimd<V>
        where V : struct
    {
        int last = done + ((columns - done) & -S.Width);
        if (last > done)
            kernel.Run<S, V>(done, last);
        return last;
    }
}
