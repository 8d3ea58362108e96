using System.Runtime.CompilerServices;
using AttX.Nn.Simd;

namespace AttX.Nn.Kernels;

/// <summary>dy[i] = 0 where y[i] ≤ 0, in place: the gradient before a ReLU whose result was y.</summary>
internal unsafe struct ReluGradient : IColumnKernel
{
    public float* Y;
    public float* Dy;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<S, V>(int first, int last)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int i = first; i < last; i += S.Width)
            S.Store(S.WherePositive(S.Load(Y + i), S.Load(Dy + i)), Dy + i);
    }
}
