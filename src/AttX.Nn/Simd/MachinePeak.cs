using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AttX.Nn.Simd;

/// <summary>Measures the peak speed of one core, to which a kernel's speed is compared.</summary>
public static class MachinePeak
{
    private const int Repeats = 1_000_000;

    /// <summary>Measures single-precision fused multiply-adds on one thread, in GFLOP/s (two operations each): the best of several runs.</summary>
    public static double MeasureGflops(int runs = 15)
    {
        double best = 0;
        for (int run = 0; run < runs; run++)
        {
            MultiplyAddChains chains = new();
            long start = Stopwatch.GetTimestamp();
            SimdDispatch.Run(chains, MultiplyAddChains.Lanes);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Max(best, 2.0 * 16 * Repeats * MultiplyAddChains.Lanes / seconds / 1e9);
        }

        return best;
    }

    /// <summary>Adds up sixteen independent sums in registers, enough to hide the latency of two units.</summary>
    private struct MultiplyAddChains : IColumnKernel
    {
        public const int Lanes = 16;

        public readonly void Run<S, V>(int first, int last)
            where S : struct, ISimd<V>
            where V : struct
        {
            for (int lane = first; lane < last; lane += S.Width)
                Consume(Chains<S, V>());
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Consume<V>(V value)
        {
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static V Chains<S, V>()
            where S : struct, ISimd<V>
            where V : struct
        {
            V a = S.Create(0.999f), b = S.Create(1e-3f);
            V s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b;
            V t0 = b, t1 = b, t2 = b, t3 = b, t4 = b, t5 = b, t6 = b, t7 = b;
            for (int i = 0; i < Repeats; i++)
            {
                s0 = S.MultiplyAdd(s0, a, b);
                s1 = S.MultiplyAdd(s1, a, b);
                s2 = S.MultiplyAdd(s2, a, b);
                s3 = S.MultiplyAdd(s3, a, b);
                s4 = S.MultiplyAdd(s4, a, b);
                s5 = S.MultiplyAdd(s5, a, b);
                s6 = S.MultiplyAdd(s6, a, b);
                s7 = S.MultiplyAdd(s7, a, b);
                t0 = S.MultiplyAdd(t0, a, b);
                t1 = S.MultiplyAdd(t1, a, b);
                t2 = S.MultiplyAdd(t2, a, b);
                t3 = S.MultiplyAdd(t3, a, b);
                t4 = S.MultiplyAdd(t4, a, b);
                t5 = S.MultiplyAdd(t5, a, b);
                t6 = S.MultiplyAdd(t6, a, b);
                t7 = S.MultiplyAdd(t7, a, b);
            }

            V s = S.Add(S.Add(S.Add(s0, s1), S.Add(s2, s3)), S.Add(S.Add(s4, s5), S.Add(s6, s7)));
            V t = S.Add(S.Add(S.Add(t0, t1), S.Add(t2, t3)), S.Add(S.Add(t4, t5), S.Add(t6, t7)));
            return S.Add(s, t);
        }
    }
}
